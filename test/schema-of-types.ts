import ts from 'typescript'

/** A JSON Schema, as far as types need one. */
export type Schema = { readonly [keyword: string]: unknown }

/**
 * What the compiler knows of the fields of an exported interface → a schema for each, by the field's name.
 *
 * The compiler itself resolves mapped and conditional types; interfaces become `$defs`. Objects may have further
 * fields: later versions add some.
 */
export function schemasOf(path: string, name: string): Readonly<Record<string, Schema>> {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', (file) => ts.sys.readFile(file)).config,
    ts.sys,
    '.',
  )
  const program = ts.createProgram([path], options)
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(path)
  const module = source && checker.getSymbolAtLocation(source)
  const root = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === name)
  if (!root) throw new Error(`${path} exports no ${name}`)
  const fields = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(root))
  return Object.fromEntries(
    fields.map((field) => {
      const says = ts.displayPartsToString(field.getDocumentationComment(checker))
      return [field.name, documentOf(checker, checker.getTypeOfSymbol(field), says)]
    }),
  )
}

function documentOf(checker: ts.TypeChecker, type: ts.Type, description: string): Schema {
  const definitions = new Map<string, Schema>()

  function schemaOf(one: ts.Type): Schema {
    if (one.isStringLiteral() || one.isNumberLiteral()) return { const: one.value }
    if (one.flags & ts.TypeFlags.TemplateLiteral) return { type: 'string', format: 'date-time' }
    if (one.flags & ts.TypeFlags.String) return { type: 'string' }
    if (one.flags & ts.TypeFlags.Number) return { type: 'number' }
    if (one.flags & ts.TypeFlags.BooleanLiteral) return { const: checker.typeToString(one) === 'true' }
    if (one.flags & ts.TypeFlags.Null) return { type: 'null' }
    if (one.isUnion()) return unionOf(one.types)
    if (one.isIntersection()) return { allOf: one.types.map(schemaOf) }
    if (checker.isArrayType(one)) {
      const [item] = checker.getTypeArguments(one as ts.TypeReference)
      return item ? { type: 'array', items: schemaOf(item) } : { type: 'array' }
    }
    if (one.flags & ts.TypeFlags.Object) return one.isClassOrInterface() ? named(one) : objectOf(one)
    throw new Error(`no schema for ${checker.typeToString(one)}`)
  }

  function named(one: ts.InterfaceType): Schema {
    const name = one.symbol.name
    if (!definitions.has(name)) {
      definitions.set(name, {})
      definitions.set(name, objectOf(one))
    }
    return { $ref: `#/$defs/${name}` }
  }

  /** Words of ours as one `enum`, `true | false` as a boolean, all else side by side, in an order of its own. */
  function unionOf(types: readonly ts.Type[]): Schema {
    const known = types.filter((one) => !(one.flags & ts.TypeFlags.Undefined))
    const words = known.flatMap((one) => (one.isStringLiteral() ? one.value : [])).sort()
    const isBoolean = known.filter((one) => one.flags & ts.TypeFlags.BooleanLiteral).length === 2
    const others = known.filter(
      (one) => !one.isStringLiteral() && !(isBoolean && one.flags & ts.TypeFlags.BooleanLiteral),
    )
    const schemas = [
      ...(words.length > 1 ? [{ enum: words }] : words.map((word) => ({ const: word }))),
      ...(isBoolean ? [{ type: 'boolean' }] : []),
      ...others.map(schemaOf).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    ]
    const [only] = schemas
    return schemas.length === 1 && only ? only : { anyOf: schemas }
  }

  function objectOf(one: ts.Type): Schema {
    const fields = checker.getPropertiesOfType(one)
    const required = fields
      .filter((field) => !(field.flags & ts.SymbolFlags.Optional))
      .map(({ name }) => name)
    const properties = fields.map((field) => {
      const says = ts.displayPartsToString(field.getDocumentationComment(checker))
      const schema = schemaOf(checker.getTypeOfSymbol(field))
      return [field.name, says === '' ? schema : { description: says, ...schema }] as const
    })
    const others = checker.getIndexInfoOfType(one, ts.IndexKind.String)
    return {
      type: 'object',
      properties: Object.fromEntries(properties),
      required,
      ...(others ? { additionalProperties: schemaOf(others.type) } : {}),
    }
  }

  const schema = schemaOf(type)
  const $defs = Object.fromEntries([...definitions].sort(([a], [b]) => a.localeCompare(b)))
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', description, ...schema, $defs }
}
