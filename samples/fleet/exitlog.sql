-- Views for DuckDB 1.2 or newer over what `exitlog timeline -o ndjson` printed on many nodes. As map-reduce.sh keeps it:
--
--   duckdb -cmd "SET VARIABLE outputs = 'fleet-out/*.ndjson.gz'" -init exitlog.sql
--   FROM deaths_by_workload LIMIT 20;
--
-- Parquet is read many times as fast, and the views above it stay the same:
--
--   COPY terminations TO 'terminations.parquet';
--   CREATE OR REPLACE VIEW terminations AS FROM 'terminations.parquet';

-- The columns are named, so that no field depends on what happens to stand in the first lines. Lines of `events` and
-- damaged ones have no cause and are left out.
CREATE OR REPLACE VIEW terminations AS
FROM read_json(
  getvariable('outputs'),
  format = 'newline_delimited',
  ignore_errors = true,
  columns = {
    node: 'VARCHAR',
    pod: 'STRUCT(namespace VARCHAR, name VARCHAR, uid VARCHAR)',
    container: 'STRUCT(id VARCHAR, name VARCHAR, attempt INTEGER, runtime VARCHAR, sandbox BOOLEAN)',
    startedAt: 'TIMESTAMP',
    finishedAt: 'TIMESTAMP',
    exitObserved: 'BOOLEAN',
    exitCode: 'INTEGER',
    signal: 'VARCHAR',
    cause: 'VARCHAR',
    confidence: 'VARCHAR',
    headline: 'VARCHAR',
    why: 'VARCHAR[]',
    notProven: 'VARCHAR[]',
    oom: 'STRUCT(scope VARCHAR, cgroup VARCHAR, limitBytes BIGINT, usageBytes BIGINT,
                 kills STRUCT(pid INTEGER, name VARCHAR, uid BIGINT, rssBytes BIGINT, isInit BOOLEAN)[])',
    eviction: 'STRUCT(resource VARCHAR)',
    incident: 'VARCHAR',
    fingerprint: 'VARCHAR',
    evidence: 'STRUCT("time" TIMESTAMP, type VARCHAR, file VARCHAR, line BIGINT, text VARCHAR)[]'
  }
)
WHERE cause IS NOT NULL;

-- A pod's name without what its replicas differ by: checkout-7c9d8b5f6d-x2x9q is checkout, web-0 is web.
CREATE OR REPLACE MACRO workload_of(pod) AS regexp_replace(
  regexp_replace(pod, '-(?:\d{8}|[bcdfghjklmnpqrstvwxz2456789]{8,10})-[bcdfghjklmnpqrstvwxz2456789]{5}$', ''),
  '-(?:\d+|[bcdfghjklmnpqrstvwxz2456789]{5})$', '');

-- Each death of a container, the pods' own sandboxes left out. `died_at` is its end, else the kill that was seen.
CREATE OR REPLACE VIEW deaths AS
SELECT
  node,
  coalesce(
    finishedAt,
    [e.time FOR e IN evidence IF e.type IN ('kernel.oom_kill', 'runtime.oom', 'systemd.scope_oom')][1],
    [e.time FOR e IN evidence IF e.time IS NOT NULL][1]
  ) AS died_at,
  pod.namespace AS namespace,
  workload_of(pod.name) AS workload,
  pod.name AS pod,
  container.name AS container,
  cause,
  confidence,
  exitCode AS exit_code,
  headline,
  oom,
  incident,
  fingerprint,
  -- The same container through all its restarts.
  coalesce(coalesce(pod.uid, pod.namespace || '/' || pod.name) || ' ' || container.name, container.id) AS life
FROM terminations
WHERE container.sandbox IS NOT TRUE;

CREATE OR REPLACE VIEW deaths_by_cause AS
SELECT cause, count(*) AS deaths, count(DISTINCT node) AS nodes, min(died_at) AS first, max(died_at) AS last
FROM deaths GROUP BY cause ORDER BY deaths DESC, cause;

CREATE OR REPLACE VIEW deaths_by_workload AS
SELECT namespace, workload, container, cause, count(*) AS deaths, count(DISTINCT node) AS nodes, max(died_at) AS last
FROM deaths GROUP BY ALL ORDER BY deaths DESC, namespace, workload, container, cause;

CREATE OR REPLACE VIEW deaths_by_node AS
SELECT
  node, count(*) AS deaths, count(DISTINCT incident) AS incidents,
  list_sort(list(DISTINCT cause)) AS causes, max(died_at) AS last
FROM deaths GROUP BY node ORDER BY deaths DESC, node;

CREATE OR REPLACE VIEW deaths_by_hour AS
SELECT date_trunc('hour', died_at) AS hour, cause, count(*) AS deaths, count(DISTINCT node) AS nodes
FROM deaths WHERE died_at IS NOT NULL GROUP BY ALL ORDER BY hour, deaths DESC, cause;

-- Memory limits at which the kernel killed, those with the most kills first.
CREATE OR REPLACE VIEW worst_limits AS
SELECT
  namespace, workload, container, oom.scope AS scope, oom.limitBytes AS limit_bytes,
  sum(len(oom.kills))::BIGINT AS kills, count(*) AS deaths, count(DISTINCT node) AS nodes,
  list_sort(list(DISTINCT oom.kills[1].name)) AS victims
FROM deaths
WHERE len(oom.kills) > 0 AND oom.limitBytes IS NOT NULL
GROUP BY ALL ORDER BY kills DESC, limit_bytes, namespace, workload, container;

-- Containers that died three times or more, each time within a quarter of an hour of the death before.
CREATE OR REPLACE VIEW crash_loops AS
WITH
  stepped AS (
    SELECT *, died_at - lag(died_at) OVER lives <= INTERVAL 15 MINUTES AS is_soon
    FROM deaths WHERE died_at IS NOT NULL WINDOW lives AS (PARTITION BY node, life ORDER BY died_at)
  ),
  rowed AS (
    SELECT *, count(*) FILTER (is_soon IS NOT TRUE) OVER (PARTITION BY node, life ORDER BY died_at) AS nth_row
    FROM stepped WHERE life IS NOT NULL
  )
SELECT
  node, namespace, pod, container, count(*) AS deaths, list_sort(list(DISTINCT cause)) AS causes,
  min(died_at) AS first, max(died_at) AS last,
  ((epoch(max(died_at)) - epoch(min(died_at))) / (count(*) - 1))::INTEGER AS every_seconds
FROM rowed
GROUP BY node, namespace, pod, container, life, nth_row
HAVING count(*) >= 3
ORDER BY deaths DESC, node, pod, container;
