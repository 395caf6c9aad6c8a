// Reads a Teams app manifest and writes what the published schema of its version has against it: {"problems":[…]}.
const Ajv = require("ajv-draft-04");
const addFormats = require("ajv-formats");
const fs = require("fs");
const path = require("path");

const manifest = JSON.parse(fs.readFileSync(0, "utf8"));
const schemas = path.join(path.dirname(require.resolve("@microsoft/app-manifest/package.json")), "build", "json-schemas", "teams");
const schema = JSON.parse(fs.readFileSync(path.join(schemas, `v${manifest.manifestVersion}`, "MicrosoftTeams.schema.json"), "utf8"));
const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
const validate = ajv.compile(schema);
validate(manifest);
process.stdout.write(JSON.stringify({ problems: (validate.errors ?? []).map(error => `${error.instancePath || "/"} ${error.message}`) }));
