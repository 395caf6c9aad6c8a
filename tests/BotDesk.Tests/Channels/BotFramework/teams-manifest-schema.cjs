// Reads a Teams app manifest, or the texts of one in another language, and writes what the published schema has against it: {"problems":[…]}.
const Ajv = require("ajv-draft-04");
const addFormats = require("ajv-formats");
const fs = require("fs");
const path = require("path");

const manifest = JSON.parse(fs.readFileSync(0, "utf8"));
const schemas = path.join(path.dirname(require.resolve("@microsoft/app-manifest/package.json")), "build", "json-schemas", "teams");
const [version, file] = manifest.$schema.split("/").slice(-2);
const schema = JSON.parse(fs.readFileSync(path.join(schemas, version, file), "utf8"));
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);
validate(manifest);
process.stdout.write(JSON.stringify({ problems: (validate.errors ?? []).map(error => `${error.instancePath || "/"} ${error.message}`) }));
