using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace BotDesk.Console;

/// <summary>
/// The console's style sheet, script and icon. They are part of the assembly and need no build of their own; their addresses change with
/// their content, so that browsers may keep them for ever.
/// </summary>
internal static class ConsoleAssets
{
    private static readonly FrozenDictionary<string, Asset> All = new[]
    {
        Read("console.css", "text/css; charset=utf-8"),
        Read("console.js", "text/javascript; charset=utf-8"),
        Read("console-chat.css", "text/css; charset=utf-8"),
        Read("console-chat.js", "text/javascript; charset=utf-8"),
        Read("logo.svg", "image/svg+xml"),
    }.ToFrozenDictionary(asset => asset.Name);

    public static string Style => Address("console.css");

    public static string Script => Address("console.js");

    public static string ChatStyle => Address("console-chat.css");

    public static string ChatScript => Address("console-chat.js");

    public static string Icon => Address("logo.svg");

    public static void MapConsoleAssets(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/console/assets/{name}", Get).AllowAnonymous().ExcludeFromDescription();

    private static Results<FileContentHttpResult, NotFound> Get(string name, string? v, HttpResponse response)
    {
        if (!All.TryGetValue(name, out var asset))
        {
            return TypedResults.NotFound();
        }

        response.Headers.CacheControl = v == asset.Fingerprint ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: new EntityTagHeaderValue($"\"{asset.Fingerprint}\""));
    }

    /// <summary>Below the request's path base; a page resolves it with <c>Url.Content</c>.</summary>
    private static string Address(string name) => $"~/console/assets/{name}?v={All[name].Fingerprint}";

    private static Asset Read(string name, string contentType)
    {
        using var stream = typeof(ConsoleAssets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new Asset(name, contentType, content, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
    }

    private sealed record Asset(string Name, string ContentType, byte[] Content, string Fingerprint);
}
