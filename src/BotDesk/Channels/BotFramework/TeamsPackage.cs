using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BotDesk.Protocol;

namespace BotDesk.Channels.BotFramework;

/// <summary>The app package that an administrator uploads to Teams: <c>manifests/teams</c> with the ids and addresses of this desk in it.</summary>
/// <remarks>Rules: https://learn.microsoft.com/microsoft-365/extensibility/schema/ and the published schema of the manifest's version, which the tests hold it to.</remarks>
internal static partial class TeamsPackage
{
    /// <summary>Section of the bot's own settings.</summary>
    private const string Bot = "Channels:BotFramework";

    private static readonly string[] Beside = ["de.json", "color.png", "outline.png"];

    // A package of the same settings is the same to the byte, so that whoever keeps it under version control sees what changed.
    private static readonly DateTimeOffset Stamp = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Everything that is missing or wrong, each with its setting and what to do.</summary>
    /// <param name="version">Of the package.</param>
    public static IReadOnlyList<string> Problems(BotFrameworkOptions bot, Uri? publicUrl, TeamsOptions teams, string version)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(bot.AppId))
        {
            problems.Add($"{Bot}:AppId is not set: set it to the application (client) id of the bot's registration in Azure ({Bot.Replace(":", "__", StringComparison.Ordinal)}__AppId).");
        }
        else if (!Guid.TryParseExact(bot.AppId, "D", out _))
        {
            problems.Add($"{Bot}:AppId must be an id such as 11111111-2222-3333-4444-555555555555; it is '{bot.AppId}'.");
        }

        if (publicUrl is null)
        {
            problems.Add("BotDesk:PublicUrl is not set: set it to the address under which Teams reaches the desk, such as https://desk.example.com (BotDesk__PublicUrl).");
        }
        else if (!publicUrl.IsAbsoluteUri || publicUrl.Scheme != Uri.UriSchemeHttps)
        {
            problems.Add($"BotDesk:PublicUrl must be an https address, which is all that Teams takes; it is '{publicUrl}'.");
        }
        else if (publicUrl.IsLoopback)
        {
            problems.Add($"BotDesk:PublicUrl must be reached from outside; '{publicUrl}' is this machine alone.");
        }

        CheckLength("AppName", teams.AppName, 30, problems);
        CheckLength("Developer", teams.Developer, 32, problems);
        CheckPage("WebsiteUrl", teams.WebsiteUrl, problems);
        CheckPage("PrivacyUrl", teams.PrivacyUrl, problems);
        CheckPage("TermsOfUseUrl", teams.TermsOfUseUrl, problems);
        if (!Version().IsMatch(version))
        {
            problems.Add($"--app-version must be three numbers such as 1.2.0; it is '{version}'.");
        }

        return problems;
    }

    /// <summary>The package as a zip file. The settings have no <see cref="Problems"/>.</summary>
    public static byte[] Build(string appId, Uri publicUrl, TeamsOptions teams, string version)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "manifests", "teams");
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "manifest.json", JsonSerializer.SerializeToUtf8Bytes(Manifest(Path.Combine(folder, "manifest.json"), appId, publicUrl, teams, version), Written));
            foreach (var name in Beside)
            {
                var content = File.ReadAllBytes(Path.Combine(folder, name));
                Add(zip, name, name.EndsWith(".json", StringComparison.Ordinal) ? JsonSerializer.SerializeToUtf8Bytes(Named(JsonNode.Parse(content)!, "name.short", teams), Written) : content);
            }
        }

        return bytes.ToArray();
    }

    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonNode Manifest(string template, string appId, Uri publicUrl, TeamsOptions teams, string version)
    {
        var manifest = JsonNode.Parse(File.ReadAllBytes(template))!;
        var page = publicUrl.AbsoluteUri;
        manifest["version"] = version;
        manifest["id"] = appId;
        manifest["bots"]![0]!["botId"] = appId;
        manifest["composeExtensions"]![0]!["botId"] = appId;
        manifest["developer"] = new JsonObject
        {
            ["name"] = teams.Developer.Trim(),
            ["websiteUrl"] = teams.WebsiteUrl ?? page,
            ["privacyUrl"] = teams.PrivacyUrl ?? teams.WebsiteUrl ?? page,
            ["termsOfUseUrl"] = teams.TermsOfUseUrl ?? teams.WebsiteUrl ?? page,
        };
        manifest["validDomains"] = new JsonArray(publicUrl.Host);

        // Teams lets a bot hear what it is not addressed with only for an app that names who it is in the directory.
        manifest["webApplicationInfo"] = new JsonObject { ["id"] = appId, ["resource"] = $"api://{appId}" };
        Named(manifest["name"]!, "short", teams);
        return manifest;
    }

    private static JsonNode Named(JsonNode names, string property, TeamsOptions teams)
    {
        names[property] = teams.AppName.Trim();
        return names;
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = Stamp;
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static void CheckLength(string setting, string text, int most, List<string> problems)
    {
        if (text.Trim().Length is var length && (length == 0 || length > most))
        {
            problems.Add($"{TeamsOptions.Section}:{setting} must have 1 to {most} characters; it has {length}.");
        }
    }

    private static void CheckPage(string setting, string? address, List<string> problems)
    {
        if (address is not null && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
        {
            problems.Add($"{TeamsOptions.Section}:{setting} must be an https address; it is '{address}'.");
        }
    }

    [GeneratedRegex(@"^(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})\.(0|[1-9]\d{0,4})$")]
    private static partial Regex Version();
}
