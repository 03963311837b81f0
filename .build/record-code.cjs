'use strict'
const { writeFileSync } = require('node:fs')
const vm = require('node:vm')

/**
 * Runs the program (its path and arguments follow) and keeps what V8 has compiled of its parts by then beside them, so
 * that it need not be compiled again; what was kept before stays. It holds for this version of V8 alone; others do not
 * look for it.
 */
const scripts = new Map()

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options)
    scripts.set(options.filename, this)
  }
}

process.on('exit', () => {
  for (const [filename, script] of scripts) {
    writeFileSync(`${filename}.v8-${process.versions.v8}`, script.createCachedData())
  }
})

const [program, ...given] = process.argv.slice(2)
process.argv = [process.argv[0], program, ...given]
require(program)
