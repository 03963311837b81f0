/**
 * What node logs say all day, none of it of interest: pieces of it make bad fingerprints, the worse the more often they
 * stand here. A line for each kind, the more of them the more a node writes.
 */
export const everydayLines = (): string => String.raw`
Jan 12 06:25:01 node-1 CRON[20713]: (root) CMD (test -x /usr/sbin/anacron || ( cd / && run-parts --report /etc/cron.daily ))
Jan 12 06:25:01 node-1 CRON[20712]: pam_unix(cron:session): session opened for user root(uid=0) by (uid=0)
Jan 12 06:25:01 node-1 CRON[20712]: pam_unix(cron:session): session closed for user root
Jan 12 06:31:07 node-1 sshd[21044]: Connection closed by authenticating user root 198.51.100.7 port 40122 [preauth]
Jan 12 06:31:09 node-1 sshd[21051]: Failed password for invalid user admin from 198.51.100.7 port 40180 ssh2
Jan 12 06:31:12 node-1 sshd[21060]: Accepted publickey for core from 198.51.100.9 port 50510 ssh2: ED25519 SHA256:
Jan 12 06:31:12 node-1 systemd-logind[612]: New session 41 of user core.
Jan 12 06:35:20 node-1 sudo[21102]: core : TTY=pts/0 ; PWD=/home/core ; USER=root ; COMMAND=/usr/bin/crictl ps
Jan 12 06:40:02 node-1 systemd[1]: Starting Daily apt download activities...
Jan 12 06:40:03 node-1 systemd[1]: Starting system activity accounting tool...
Jan 12 06:40:03 node-1 systemd[1]: Started Session 41 of User core.
Jan 12 06:40:03 node-1 systemd[1]: Finished Cleanup of Temporary Directories.
Jan 12 06:40:03 node-1 systemd[1]: Reached target Timers.
Jan 12 06:40:03 node-1 systemd[1]: Listening on D-Bus User Message Bus Socket.
Jan 12 06:40:04 node-1 systemd[1]: apt-daily.service: Deactivated successfully.
Jan 12 06:40:04 node-1 systemd[1]: logrotate.service: Succeeded.
Jan 12 06:40:05 node-1 systemd[1]: Created slice libcontainer container kubepods-burstable-pod.slice.
Jan 12 06:40:05 node-1 systemd[1]: run-containerd-runc-k8s.io-3f0c-runc.dYhCQm.mount: Deactivated successfully.
Jan 12 06:40:05 node-1 systemd[1]: var-lib-kubelet-pods-1c0e-volumes-kubernetes.io\x7eprojected-kube\x2dapi\x2daccess\x2dq8zvd.mount: Succeeded.
Jan 12 06:40:06 node-1 systemd-networkd[540]: eth0: DHCPv4 address 192.0.2.14/24 via 192.0.2.1
Jan 12 06:40:06 node-1 systemd-networkd[540]: caliab12: Link UP
Jan 12 06:40:06 node-1 systemd-resolved[551]: Using degraded feature set UDP instead of UDP+EDNS0 for DNS server 192.0.2.2.
Jan 12 06:40:06 node-1 dhclient[498]: DHCPREQUEST for 192.0.2.14 on eth0 to 192.0.2.1 port 67
Jan 12 06:40:07 node-1 chronyd[530]: Selected source 192.0.2.123 (ntp.example)
Jan 12 06:40:07 node-1 dbus-daemon[600]: [system] Successfully activated service 'org.freedesktop.nm_dispatcher'
Jan 12 06:40:07 node-1 rsyslogd[610]: action 'action-1-builtin:omfile' resumed (module 'builtin:omfile')
Jan 12 06:40:08 node-1 audit[700]: USER_ACCT pid=700 uid=0 auid=4294967295 ses=4294967295 subj=unconfined msg='op=PAM:accounting
Jan 12 06:40:08 node-1 kernel: [ 1204.220417] cni0: port 3(veth1a2b3c4d) entered blocking state
Jan 12 06:40:08 node-1 kernel: [ 1204.220421] cni0: port 3(veth1a2b3c4d) entered disabled state
Jan 12 06:40:08 node-1 kernel: [ 1204.220423] device veth1a2b3c4d entered promiscuous mode
Jan 12 06:40:08 node-1 kernel: [ 1204.220424] device veth1a2b3c4d left promiscuous mode
Jan 12 06:40:08 node-1 kernel: [ 1204.220540] IPv6: ADDRCONF(NETDEV_CHANGE): eth0: link becomes ready
Jan 12 06:40:08 node-1 kernel: [ 1204.220547] IPv6: ADDRCONF(NETDEV_UP): vethe01d: link is not ready
Jan 12 06:40:09 node-1 kernel: [ 1205.118013] audit: type=1400 audit(1736664009.104:61): apparmor="STATUS" operation="profile_load" profile="unconfined"
Jan 12 06:40:09 node-1 kernel: [    1.104012] pci 0000:00:1f.0: reg 0x10: [mem 0xfebc0000-0xfebc0fff 64bit]
Jan 12 06:40:09 node-1 kernel: [    1.204012] EXT4-fs (sda1): mounted filesystem with ordered data mode. Opts: (null)
Jan 12 06:40:09 node-1 kernel: [ 5599.549686]  dump_header+0x43/0x1c0
Jan 12 06:40:09 node-1 kernel: [ 5599.549726]  exc_page_fault+0x176/0x770
Jan 12 06:40:09 node-1 kernel: [ 5599.549741] RAX: 0000000000000040 RBX: 000000000000003f RCX: 0000000000053000
Jan 12 06:40:09 node-1 kernel: [ 5599.549780] hierarchical_memory_limit 67108864 total_inactive_file 0
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.220417311Z" level=info msg="loading plugin \"io.containerd.event.v1.publisher\"..." runtime=io.containerd.runc.v2 type=io.containerd.event.v1
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.220455170Z" level=info msg="loading plugin \"io.containerd.ttrpc.v1.task\"..." runtime=io.containerd.runc.v2 type=io.containerd.ttrpc.v1
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.331000102Z" level=info msg="PullImage \"registry.example/shop/web:1.7.4\""
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.441000102Z" level=info msg="ImageUpdate event name:\"registry.example/shop/web:1.7.4\" labels:{key:\"io.cri-containerd.image\" value:\"managed\"}"
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.551000102Z" level=info msg="stop pulling image registry.example/shop/web:1.7.4: active requests=0, bytes read=24560121"
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.661000102Z" level=info msg="cleaning up dead shim" namespace=k8s.io
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.771000102Z" level=info msg="TearDown network for sandbox \"97bed30d\" successfully"
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.881000102Z" level=debug msg="event published" ns=k8s.io topic=/snapshot/prepare type=containerd.events.SnapshotPrepare
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.891000102Z" level=debug msg="garbage collected" d=2.301391ms
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.894000102Z" level=debug msg="snapshot garbage collected" d=5.045007ms snapshotter=overlayfs
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.895000102Z" level=debug msg="Finish piping stderr of container \"b53d9443\""
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.896000102Z" level=warning msg="cleanup warnings time=\"2025-01-12T06:40:10Z\" level=info msg=\"starting signal loop\" namespace=k8s.io pid=4120 runtime=io.containerd.runc.v2\n"
Jan 12 06:40:10 node-1 containerd[801]: time="2025-01-12T06:40:10.897000102Z" level=error msg="ContainerStatus for \"0922\" failed" error="rpc error: code = NotFound desc = an error occurred when try to find container \"0922\": not found"
Jan 12 06:40:11 node-1 crio[830]: time="2025-01-12 06:40:11.220417311Z" level=info msg="Checking image status: registry.example/pause:3.9" id=5b13-4f2a name=/runtime.v1.ImageService/ImageStatus
Jan 12 06:40:11 node-1 crio[830]: time="2025-01-12 06:40:11.220455170Z" level=info msg="Image registry.example/pause:3.9 not found" id=5b13-4f2a name=/runtime.v1.ImageService/ImageStatus
Jan 12 06:40:12 node-1 kubelet[955]: I0112 06:40:12.220417     955 operation_generator.go:721] "MountVolume.SetUp succeeded for volume \"kube-api-access-q8zvd\" (UniqueName: \"kubernetes.io/projected/1c0e-kube-api-access-q8zvd\") pod \"web-0\" (UID: \"1c0e\") " pod="shop/web-0"
Jan 12 06:40:12 node-1 kubelet[955]: I0112 06:40:12.220455     955 reconciler_common.go:253] "operationExecutor.VerifyControllerAttachedVolume started for volume \"kube-api-access-q8zvd\" (UniqueName: \"kubernetes.io/projected/1c0e-kube-api-access-q8zvd\") pod \"web-0\"
Jan 12 06:40:12 node-1 kubelet[955]: I0112 06:40:12.330000     955 reconciler_common.go:300] "Volume detached for volume \"config\" (UniqueName: \"kubernetes.io/configmap/1c0e-config\") on node \"node-1\" DevicePath \"\""
Jan 12 06:40:12 node-1 kubelet[955]: I0112 06:40:12.440000     955 pod_startup_latency_tracker.go:104] "Observed pod startup duration" pod="shop/web-0" podStartSLOduration=2.559181844 podCreationTimestamp="2025-01-12 06:40:10 +0000 UTC" firstStartedPulling="0001-01-01 00:00:00 +0000 UTC"
Jan 12 06:40:12 node-1 kubelet[955]: I0112 06:40:12.550000     955 kubelet_node_status.go:736] "Recording event message for node" node="node-1" event="NodeHasSufficientMemory"
Jan 12 06:40:12 node-1 kubelet[955]: I0112 06:40:12.660000     955 kubelet_volumes.go:163] "Cleaned up orphaned pod volumes dir" podUID="1c0e" path="/var/lib/kubelet/pods/1c0e/volumes"
Jan 12 06:40:12 node-1 kubelet[955]: I0112 06:40:12.690000     955 image_gc_manager.go:214] "Starting image garbage collection" freed=567262828
Jan 12 06:40:12 node-1 kubelet[955]: E0112 06:40:12.770000     955 cri_stats_provider.go:448] "Failed to get the info of the filesystem with mountpoint" err="unable to find data in memory cache" mountpoint="/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs"
Jan 12 06:40:12 node-1 kubelet[955]: E0112 06:40:12.880000     955 dns.go:153] "Nameserver limits exceeded" err="Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 192.0.2.2 192.0.2.3 192.0.2.4"
Jan 12 06:40:12 node-1 kubelet[955]: E0112 06:40:12.890000     955 summary_sys_containers.go:48] "Failed to get system container stats" err="failed to get cgroup stats for \"/system.slice/kubelet.service\": failed to get container info for \"/system.slice/kubelet.service\": unknown container \"/system.slice/kubelet.service\"" containerName="/system.slice/kubelet.service"
Jan 12 06:40:12 node-1 kubelet[955]: E0112 06:40:12.891000     955 remote_runtime.go:432] "ContainerStatus from runtime service failed" err="rpc error: code = NotFound desc = could not find container" containerID="0922"
Jan 12 06:40:12 node-1 kubelet[955]: W0112 06:40:12.892000     955 manager.go:949] Error getting perf_event cgroup path: "could not find path for resource \"perf_event\" for container \"/\""
Jan 12 06:40:12 node-1 kubelet[955]: W0112 06:40:12.893000     955 watcher.go:93] Error while processing event ("/sys/fs/cgroup/memory/system.slice/run-1.scope": 0x40000100 == IN_CREATE|IN_ISDIR): readdirent: no such file or directory
Jan 12 06:40:13 node-1 calico-node[1710]: 2025-01-12 06:40:13.220 [INFO][65] felix/summary.go 100: Summarising 8 dataplane reconciliation loops over 1m2.8s: avg=11ms longest=34ms
Jan 12 06:40:13 node-1 etcd[1801]: {"level":"info","ts":"2025-01-12T06:40:13.220417Z","caller":"mvcc/kvstore_compaction.go:66","msg":"finished scheduled compaction","compact-revision":1204,"took":"12.1ms"}
Jan 12 06:40:13 node-1 kube-apiserver[1802]: I0112 06:40:13.220417    1802 trace.go:236] Trace[1204]: "List" accept:application/json,user-agent:kubectl,verb:LIST (total time: 512ms)
{"PRIORITY":"6","_BOOT_ID":"5b13","_HOSTNAME":"node-1","_SYSTEMD_UNIT":"kubelet.service","SYSLOG_IDENTIFIER":"kubelet","_TRANSPORT":"stdout","_UID":"0","MESSAGE":"I0112 06:40:12.220417     955 operation_generator.go:721] \"MountVolume.SetUp succeeded for volume\"","__REALTIME_TIMESTAMP":"1736664012220417"}
{"PRIORITY":"6","_BOOT_ID":"5b13","_HOSTNAME":"node-1","_SYSTEMD_UNIT":"containerd.service","SYSLOG_IDENTIFIER":"containerd","_TRANSPORT":"stdout","_CMDLINE":"/usr/bin/containerd","_SYSTEMD_CGROUP":"/system.slice/containerd.service","_SYSTEMD_SLICE":"system.slice","MESSAGE":"time=\"2025-01-12T06:40:10Z\" level=info msg=\"event published\"","__MONOTONIC_TIMESTAMP":"1204220417"}
{"PRIORITY":"6","_BOOT_ID":"5b13","_HOSTNAME":"node-1","_SYSTEMD_UNIT":"init.scope","SYSLOG_IDENTIFIER":"systemd","_COMM":"systemd","CODE_FILE":"src/core/job.c","JOB_TYPE":"start","UNIT":"session-41.scope","MESSAGE":"Started Session 41 of User core.","MESSAGE_ID":"39f5","_SOURCE_REALTIME_TIMESTAMP":"1736664012220417"}
{"PRIORITY":"6","_BOOT_ID":"5b13","_HOSTNAME":"node-1","_TRANSPORT":"kernel","SYSLOG_FACILITY":"0","SYSLOG_IDENTIFIER":"kernel","MESSAGE":"cni0: port 3(veth1a2b3c4d) entered forwarding state","_MACHINE_ID":"77aa"}
`
