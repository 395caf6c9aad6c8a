using System.Text;
using System.Text.Json.Nodes;
using static BotDesk.Tests.Access.AccessDesk;

namespace BotDesk.Tests.Rest;

/// <summary>An operation as the OpenAPI document tells it.</summary>
internal sealed record ApiOperation(string Method, string Path, JsonObject Says)
{
    /// <summary>Every operation below <c>/api</c>; the protocol of the Bot Framework has a description of its own.</summary>
    public static IEnumerable<ApiOperation> All(JsonObject document) =>
        from path in document["paths"]!.AsObject()
        where path.Key.StartsWith("/api/", StringComparison.Ordinal) && path.Key != "/api/messages"
        from operation in path.Value!.AsObject()
        select new ApiOperation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject());

    public IEnumerable<JsonNode> Parameters => Says["parameters"]?.AsArray().OfType<JsonNode>() ?? [];

    public JsonObject Responses => Says["responses"]!.AsObject();

    /// <summary>Media type and description.</summary>
    public KeyValuePair<string, JsonNode?>? Body => Says["requestBody"]?["content"]?.AsObject().First();

    /// <summary>The scope that opens it; null where no key is asked for.</summary>
    public string? Scope => Says["security"] is JsonArray { Count: > 0 } security ? (string?)security[0]!["ApiKey"]![0] : null;

    /// <summary>The request that its examples make.</summary>
    /// <param name="key">An API key.</param>
    /// <param name="who">In whose name; null: as the example says.</param>
    public HttpRequestMessage Example(string? key = null, string? who = null)
    {
        var (path, query) = (Path, new List<string>());
        var headers = new List<(string, string)>();
        foreach (var parameter in Parameters.Where(parameter => parameter["example"] is not null))
        {
            var (name, value) = ((string)parameter["name"]!, parameter["example"]!.ToString());
            switch ((string)parameter["in"]!)
            {
                case "path":
                    path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value));
                    break;
                case "query":
                    query.Add($"{name}={Uri.EscapeDataString(name == "as" && who is not null ? who : value)}");
                    break;
                default:
                    headers.Add((name, name == "Idempotency-Key" ? $"{value}-{Method}-{Path}-{who}" : value));
                    break;
            }
        }

        return Request(new HttpMethod(Method), query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", key, Content(who), [.. headers]);
    }

    public override string ToString() => $"{Method} {Path}";

    private StringContent? Content(string? who)
    {
        if (Body is not { } body)
        {
            return null;
        }

        var example = body.Value!["example"]!.DeepClone();
        if (who is not null && example is JsonObject act && act.ContainsKey("as"))
        {
            act["as"] = who;
        }

        return new StringContent(example is JsonValue text ? (string)text! : example.ToJsonString(), Encoding.UTF8, body.Key);
    }
}
