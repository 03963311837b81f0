import { kernel } from './line.js'

/** @typedef {import('./line.js').LogLine} LogLine */

/**
 * @typedef {object} Kill
 * @property {string} podCgroup The slice of the pod, whose limit is hit.
 * @property {string} id The container's.
 * @property {number} limitKib
 * @property {readonly { pid: number, name: string, pages: number, adj: number }[]} tasks The last one is killed.
 */

const TRACE = [
  'dump_stack_lvl+0x38/0x4d',
  'dump_stack+0x10/0x16',
  'dump_header+0x53/0x228',
  'oom_kill_process.cold+0xb/0x10',
  'out_of_memory+0x106/0x2e0',
  'mem_cgroup_out_of_memory+0x13f/0x160',
  'try_charge_memcg+0x6cd/0x790',
  'charge_memcg+0x45/0xa0',
  '__mem_cgroup_charge+0x2d/0x90',
  '__add_to_page_cache_locked+0x2db/0x350',
  'filemap_fault+0x441/0xa00',
  '__do_fault+0x3c/0x170',
  '__handle_mm_fault+0x409/0x760',
  'handle_mm_fault+0xc8/0x2a0',
  'do_user_addr_fault+0x1bc/0x660',
  'exc_page_fault+0x71/0x160',
  'asm_exc_page_fault+0x27/0x30',
]
const STATS =
  'anon file kernel_stack pagetables percpu sock shmem file_mapped file_dirty file_writeback swapcached anon_thp file_thp shmem_thp inactive_anon active_anon inactive_file active_file unevictable slab_reclaimable slab_unreclaimable slab workingset_refault_anon workingset_refault_file workingset_activate_anon workingset_activate_file workingset_restore_anon'.split(
    ' ',
  )

/** A whole report of kernel 5.15, from the request to the kill. @param {number} at @param {Kill} kill @returns {LogLine[]} */
export function oomReport(at, { podCgroup, id, limitKib, tasks }) {
  const victim = tasks.at(-1)
  if (!victim) throw new Error('nobody to kill')
  const { pid, name, pages, adj } = victim
  const cgroup = `${podCgroup}/cri-containerd-${id}.scope`
  const texts = [
    `${name} invoked oom-killer: gfp_mask=0x1100cca(GFP_HIGHUSER_MOVABLE), order=0, oom_score_adj=${adj}`,
    `CPU: 1 PID: ${pid} Comm: ${name} Not tainted 5.15.0-1057-azure #65-Ubuntu`,
    'Hardware name: Microsoft Corporation Virtual Machine/Virtual Machine, BIOS Hyper-V UEFI Release v4.1 05/09/2022',
    'Call Trace:',
    ' <TASK>',
    ...TRACE.map((frame) => ` ${frame}`),
    'RIP: 0033:0x560f8a11464d',
    'Code: Unable to access opcode bytes at RIP 0x560f8a114623.',
    ' </TASK>',
    `memory: usage ${limitKib}kB, limit ${limitKib}kB, failcnt ${pid % 9999}`,
    'swap: usage 0kB, limit 9007199254740988kB, failcnt 0',
    `Memory cgroup stats for ${podCgroup}:`,
    ...STATS.map((stat, i) => `${stat} ${i === 0 ? limitKib * 1000 : i * 4096}`),
    'Tasks state (memory values in pages):',
    '[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name',
    ...tasks.map(
      (task) =>
        `[${column(task.pid, 7)}] ${column(0, 5)} ${column(task.pid, 5)} ${column(task.pages * 3, 8)} ${column(task.pages, 8)} ${column(57344, 8)} ${column(0, 8)} ${column(task.adj, 13)} ${task.name}`,
    ),
    `oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=cri-containerd-${id}.scope,mems_allowed=0,oom_memcg=${podCgroup},task_memcg=${cgroup},task=${name},pid=${pid},uid=0`,
    `Memory cgroup out of memory: Killed process ${pid} (${name}) total-vm:${pages * 12}kB, anon-rss:${pages * 4 - 328}kB, file-rss:316kB, shmem-rss:12kB, UID:0 pgtables:476kB oom_score_adj:${adj}`,
  ]
  return texts.map((text, i) => kernel(at + i * 0.003, text))
}

/** @param {number} n @param {number} width */
const column = (n, width) => String(n).padStart(width)
