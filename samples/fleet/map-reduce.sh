#!/bin/sh
# One timeline of many nodes: each node's log is read by a process of its own (GNU parallel), then what they
# printed is merged.
#
#   map-reduce.sh FOLDER [option of exitlog merge]… < LOGS
#
# LOGS names what to read, one node a line: a file, a folder, a bundle. FOLDER keeps what was printed of each node
# (NUMBER.ndjson.gz by its line in LOGS), what was said of it (NUMBER.err) and the log of the jobs. The same command
# again goes on where it was ended, and reads again only the nodes that failed.
#
#   MAP='exitlog timeline -o ndjson'  if nothing else is asked for: each of LOGS holds a node whole
#   MAP='exitlog events'              where a node's log is in pieces, or coverage is to be told too
#   MAP='kubectl exitlog -o ndjson'   where LOGS names nodes
#   TIMEOUT=600                       seconds, after which a node is given up
#
# Ends with 1 where a node could not be read to its end, which is told; what could be read of it is merged all the same.
set -eu

[ $# -ge 1 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
folder=$1
shift
mkdir -p "$folder"
nodes=$folder/nodes
[ -e "$nodes" ] || { grep -v '^[[:space:]]*$' > "$nodes.part" && mv "$nodes.part" "$nodes"; }

# A job is done when its whole output stands under its name; 1 is a log with a part that could not be read.
export MAP="${MAP:-exitlog timeline -o ndjson}" FOLDER="$folder" PARALLEL_SHELL=/bin/sh
parallel --arg-file "$nodes" --joblog "$folder/joblog" --resume-failed --timeout "${TIMEOUT:-600}" '
  $MAP {} > "$FOLDER"/{#}.part 2> "$FOLDER"/{#}.err; status=$?
  [ $status -le 1 ] && gzip -f "$FOLDER"/{#}.part && mv "$FOLDER"/{#}.part.gz "$FOLDER"/{#}.ndjson.gz
  exit $status' || true

# Of a node that was read again the last line counts.
awk -F '\t' 'NR > 1 { status[$1] = $7 } END { for (job in status) if (status[job]) print job, status[job] }' \
  "$folder/joblog" | sort -n > "$folder/failed"
while read -r job status; do
  printf '%s: ended with %s; %s\n' "$(sed -n "${job}p" "$nodes")" "$status" "$(tail -n 1 "$folder/$job.err")" >&2
done < "$folder/failed"

status=0
exitlog merge "$@" "$folder"/*.ndjson.gz || status=$?
[ $status -ne 0 ] || [ ! -s "$folder/failed" ] || status=1
exit $status
