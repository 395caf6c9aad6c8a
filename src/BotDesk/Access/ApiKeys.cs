using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BotDesk.Access;

/// <summary>What an API key may be good for.</summary>
public static class ApiScope
{
    public const string KnowledgeRead = "knowledge:read";
    public const string KnowledgeWrite = "knowledge:write";
    public const string Understand = "understand";

    /// <summary>Tickets of every kind with all that belongs to them.</summary>
    public const string TicketsRead = "tickets:read";
    public const string TicketsWrite = "tickets:write";
    public const string CatalogRead = "catalog:read";
    public const string ChatsRead = "chats:read";
    public const string ChatsWrite = "chats:write";
    public const string PeopleRead = "people:read";
    public const string ChangesRead = "changes:read";
    public const string ChangesWrite = "changes:write";

    public const string ApprovalsRead = "approvals:read";

    /// <summary>Answers and withdraws in the names of those who ask.</summary>
    public const string ApprovalsWrite = "approvals:write";

    /// <summary>Takes decisions in people's names: as strong as their signatures.</summary>
    public const string ApprovalsDecide = "approvals:decide";

    public const string WatchingRead = "watching:read";

    /// <summary>Has channels watched, in the names of managers.</summary>
    public const string WatchingWrite = "watching:write";

    public static IReadOnlyList<string> All { get; } =
        [KnowledgeRead, KnowledgeWrite, Understand, TicketsRead, TicketsWrite, CatalogRead, ChatsRead, ChatsWrite, PeopleRead, ChangesRead, ChangesWrite, ApprovalsRead, ApprovalsWrite, ApprovalsDecide, WatchingRead, WatchingWrite];

    /// <summary>The scope that contains this one: whoever works on tickets also needs what can be ordered, and the chats that tickets stand for.</summary>
    /// <returns>Null where none does.</returns>
    public static string? WiderThan(string scope) => scope switch
    {
        CatalogRead or ChatsRead => TicketsRead,
        ChatsWrite => TicketsWrite,
        _ => null,
    };
}

/// <summary>A key as the settings hold it: what it is good for, and a digest from which nobody gets the key back.</summary>
internal sealed record ApiKey(string Name, byte[] Digest, IReadOnlyList<string> Scopes);

/// <summary>The API keys of the settings <c>Api:Keys:0:Name</c>, <c>:Hash</c> (SHA-256 of the key, in hex) and <c>:Scopes</c>.</summary>
internal sealed class ApiKeys
{
    public const string Section = "Api:Keys";

    private const int KeyBytes = 32;
    private readonly List<ApiKey> _keys = [];
    private readonly List<string> _problems = [];

    public ApiKeys(IConfiguration configuration)
    {
        foreach (var entry in configuration.GetSection(Section).GetChildren())
        {
            Read(entry);
        }
    }

    public bool IsConfigured => _keys.Count > 0;

    /// <summary>What is wrong with the settings.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>A new key. It has 256 bits of chance, so that a plain digest keeps it: there is nothing to guess.</summary>
    public static string New() => "botdesk_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));

    public static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Takes the same time for every key that is not known.</summary>
    public ApiKey? Find(string key)
    {
        var digest = Digest(key);
        ApiKey? found = null;
        foreach (var candidate in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(candidate.Digest, digest) ? candidate : found;
        }

        return found;
    }

    /// <summary>Scopes as they are written in a setting or on the command line: one text with spaces or commas between them.</summary>
    public static string[] SplitScopes(string text) => text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void Read(IConfigurationSection entry)
    {
        var name = entry["Name"]?.Trim();
        if (string.IsNullOrEmpty(name))
        {
            _problems.Add($"{entry.Path}:Name is missing: say who uses the key.");
        }
        else if (_keys.Any(key => key.Name == name))
        {
            _problems.Add($"{entry.Path}:Name is that of another key already: the audit could not tell '{name}' from '{name}'.");
        }

        var digest = new byte[SHA256.HashSizeInBytes];
        var hash = entry["Hash"]?.Trim() ?? "";
        if (hash.Length != 2 * digest.Length || Convert.FromHexString(hash, digest, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            _problems.Add($"{entry.Path}:Hash must be the SHA-256 of the key, 64 hexadecimal digits: 'botdesk api-key create NAME --scopes SCOPES' makes a key and prints it.");
        }

        // Either one text, which suits an environment variable, or a list, which suits a file.
        var scopes = entry.GetSection("Scopes") is { Value: { } text }
            ? SplitScopes(text)
            : [.. entry.GetSection("Scopes").GetChildren().Select(scope => scope.Value ?? "")];
        if (scopes.Length == 0 || scopes.Except(ApiScope.All).Any())
        {
            _problems.Add($"{entry.Path}:Scopes must name what the key is good for, out of: {string.Join(", ", ApiScope.All)}.");
        }

        if (_keys.Any(key => key.Digest.AsSpan().SequenceEqual(digest)))
        {
            _problems.Add($"{entry.Path}:Hash is that of another key already: make a key for each caller.");
        }

        _keys.Add(new ApiKey(name ?? "", digest, scopes));
    }
}
