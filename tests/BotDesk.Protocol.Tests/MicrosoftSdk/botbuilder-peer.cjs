// Microsoft's Node SDK as a peer. It is a connector (its own routes and handler), and answers how it reads activities and tokens:
//   POST /read                {activity}                                   -> {text, mentions, reference}
//   POST /token               {header, channelId, serviceUrl, appId}       -> {accepted, reason}
//   PUT  /metadata, /keys     the documents that a token is checked against
//   GET  /calls               what came to the connector
const [nodeModules] = process.argv.slice(2);
const http = require("http");
const load = name => require(require.resolve(name, { paths: [nodeModules] }));
const { ChannelServiceHandlerBase, ChannelServiceRoutes, TurnContext } = load("botbuilder");
const { AuthenticationConfiguration, ChannelValidation, ClaimsIdentity, SimpleCredentialProvider } = load("botframework-connector");

const calls = [];
const documents = {};
const note = (name, ...rest) => (calls.push({ name, rest }), Promise.resolve({ id: `${name}-id` }));

class Connector extends ChannelServiceHandlerBase {
    authenticate(header) { calls.push({ name: "authenticate", rest: [header] }); return Promise.resolve(new ClaimsIdentity([])); }
    onSendToConversation(_, conversation, activity) { return note("send", conversation, activity); }
    onReplyToActivity(_, conversation, to, activity) { return note("reply", conversation, to, activity); }
    onUpdateActivity(_, conversation, id, activity) { return note("update", conversation, id, activity); }
    onDeleteActivity(_, conversation, id) { return note("delete", conversation, id).then(() => undefined); }
    onCreateConversation(_, parameters) { return note("create", parameters).then(() => ({ id: "a:new", activityId: "1:first", serviceUrl: "https://smba.example.com/" })); }
    onGetConversationMember(_, user, conversation) { return note("member", conversation, user).then(() => ({ id: user, name: "Mira", aadObjectId: "o" })); }
    onGetConversationPagedMembers(_, conversation, size, token) { return note("members", conversation, size, token).then(() => ({ members: [{ id: "29:1" }], continuationToken: "more" })); }
}

const routes = [];
const add = method => (path, handle) => routes.push({ method, handle, names: path.split("/") });
new ChannelServiceRoutes(new Connector()).register({ post: add("POST"), put: add("PUT"), get: add("GET"), delete: add("DELETE") });

function match({ method, names }, request, parts) {
    if (method !== request.method || names.length !== parts.length) return null;
    const params = {};
    return names.every((name, i) => name.startsWith(":") ? (params[name.slice(1)] = decodeURIComponent(parts[i]), true) : name === parts[i]) ? params : null;
}

const answers = {
    "POST /read": async activity => ({
        text: TurnContext.removeRecipientMention(structuredClone(activity))?.trim() ?? null,
        mentions: TurnContext.getMentions(activity).map(mention => mention.mentioned.id),
        reference: TurnContext.getConversationReference(activity),
    }),
    "POST /token": async ({ header, channelId, serviceUrl, appId }) => {
        ChannelValidation.OpenIdMetadataEndpoint = `http://127.0.0.1:${server.address().port}/metadata`;
        try {
            await ChannelValidation.authenticateChannelTokenWithServiceUrl(header, new SimpleCredentialProvider(appId, ""), serviceUrl, channelId, new AuthenticationConfiguration());
            return { accepted: true };
        } catch (error) {
            return { accepted: false, reason: String(error.message ?? error) };
        }
    },
    "PUT /metadata": async metadata => (documents.metadata = { ...metadata, jwks_uri: `http://127.0.0.1:${server.address().port}/keys` }, {}),
    "PUT /keys": async keys => (documents.keys = keys, {}),
    "GET /metadata": async () => documents.metadata,
    "GET /keys": async () => documents.keys,
    "GET /calls": async () => calls,
};

const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, "http://127.0.0.1");
    const answer = answers[`${request.method} ${url.pathname}`];
    if (answer) {
        let body = "";
        for await (const part of request) body += part;
        response.setHeader("content-type", "application/json");
        return response.end(JSON.stringify(await answer(body ? JSON.parse(body) : undefined)));
    }

    for (const route of routes) {
        const params = match(route, request, url.pathname.split("/"));
        if (params) {
            response.status = code => ((response.statusCode = code), response);
            response.send = value => response.write(typeof value === "string" ? value : JSON.stringify(value));
            return route.handle(Object.assign(request, { params, query: Object.fromEntries(url.searchParams) }), response, () => {});
        }
    }

    response.statusCode = 404;
    response.end();
});
server.listen(0, "127.0.0.1", () => console.log(`Listening on ${server.address().port}`));
