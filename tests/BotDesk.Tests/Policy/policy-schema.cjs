// Reads {"schema", "file"} and writes what the schema has against the file: {"problems":[…]}.
const Ajv = require("ajv");
const fs = require("fs");

const { schema, file } = JSON.parse(fs.readFileSync(0, "utf8"));
const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
const validate = ajv.compile(schema);
validate(file);
process.stdout.write(JSON.stringify({ problems: (validate.errors ?? []).map(error => `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`) }));
