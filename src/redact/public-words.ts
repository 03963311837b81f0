/** Processes that run on every node: to name one tells nothing. The first two tell what kind of container it was. */
const PUBLIC_PROCESSES = [
  'pause',
  'conmon',
  'containerd-shim',
  'containerd-shim-',
  'runc',
  'runc:[0:PARENT]',
  'runc:[1:CHILD]',
  'runc:[2:INIT]',
  'init',
  'swapper/0',
  'kthreadd',
  'POD',
]

/** containerd's own namespaces: they tell whose containers it keeps, Kubernetes' or docker's. */
const PUBLIC_NAMESPACES = ['k8s.io', 'k8s', 'moby', 'plugins.moby']

/** Parts of paths that stand on every machine, and the cgroups that every node has. */
const PUBLIC_FOLDERS =
  /^(?:usr|bin|sbin|lib|lib64|local|share|etc|var|log|logs|run|proc|sys|dev|null|tmp|home|root|opt|srv|mnt|fs|cgroup|memory|host|boot|libexec|lxc|volumes|pods|containers|containerd|docker|kubelet|kubernetes|crio|cri-o|overlay2?|overlayfs|snapshots|plugins|sandboxes|storage|syslog|messages|dmesg|journal|kern|daemon|besteffort|burstable|guaranteed|system|user|machine|app|session|k8s\.io|io\.containerd\.[\w.-]{1,60}|kubepods(?:-besteffort|-burstable|-guaranteed)?(?:-pod)?|kubelet-kubepods(?:-besteffort|-burstable)?(?:-pod)?|cri-containerd|libpod(?:-payload|-conmon)?|libpod_parent|crio-conmon|nerdctl|pod|tasks|exit|delete|create|start|stop|kill|oom|v1\.\d\d|user-|user@|[-_.]*|\d{1,10})-?$/

/** Words of the lines themselves and of exitlog's sentences: as a name they are one only where a name must stand. */
const ORDINARY_WORDS =
  'a all an and app application as at back before by cgroup code command container containers cpu created creating dead death default died end ended error event events exit exited failed failure for from global grace group host id image in info init is it job killed kill killing killer level limit line lines log main memory message msg name names namespace network no node none not null of off on oom out parent path pid pids pod pods pool process program reason removed requested restart root run running runtime sandbox says score server service set shim signal sleep slice start started state status stop stopped stress sync system task test the time timeout to true type uid unit unknown user usage value volume warning was web with work worker'

/** What no redaction hides, and what it hides in certain places alone. */
export interface PublicWords {
  /** The value tells nothing of whose log it is. */
  readonly isPublic: (value: string) => boolean
  /** A word of the language in which lines and sentences are written. */
  readonly isOrdinary: (value: string) => boolean
  /** A part of a path that stands on every machine. */
  readonly isPublicFolder: (part: string) => boolean
}

/** `programs` and `needles` of the parsers: without them no line of a redacted log would be understood. */
export function createPublicWords(programs: readonly string[], needles: readonly string[]): PublicWords {
  const known = new Set([...programs, ...PUBLIC_PROCESSES, ...PUBLIC_NAMESPACES])
  const ordinary = new Set([
    ...ORDINARY_WORDS.split(' '),
    ...needles.flatMap((n) => n.split(/[^0-9A-Za-z]+/)),
  ])
  return {
    isPublic: (value) => known.has(value),
    isOrdinary: (value) => ordinary.has(value),
    isPublicFolder: (part) => known.has(part) || PUBLIC_FOLDERS.test(part),
  }
}
