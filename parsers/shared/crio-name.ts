/** The pattern of a container as CRI-O names it, `namespace/pod/container`: three groups. */
export const CRIO_NAME = String.raw`([^\s/]{1,253})/([^\s/]{1,253})/([^\s/]{1,253})`
