using Microsoft.Extensions.Options;

namespace BotDesk.Protocol.DirectLine;

/// <summary>Settings of the Direct Line server.</summary>
public sealed class DirectLineOptions
{
    /// <summary>Who knows one of these may make tokens for anybody: at least 16 characters each.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Other sites whose pages may talk to this server, such as <c>https://intranet.example.com</c>. The server's own pages always may.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>For development: callers on this machine get tokens without a secret.</summary>
    public bool AllowUnauthenticatedLocalCallers { get; set; }

    /// <summary>How long a token is good; clients renew theirs every 15 minutes.</summary>
    /// <value>The default is 1 hour.</value>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The address under which clients reach this application, where a proxy hides it. By default what the request says.</summary>
    public Uri? PublicUrl { get; set; }

    public string BotId { get; set; } = "bot";

    public string BotName { get; set; } = "Bot";

    /// <summary>What activities say as their channel.</summary>
    public string ChannelId { get; set; } = "directline";

    /// <summary>What activities say as their serviceUrl. No connector is behind it: the bot appends to its own store.</summary>
    public string ServiceUrl { get; set; } = "urn:botdesk:directline";

    /// <summary>The largest activity, in bytes.</summary>
    /// <value>The default is 262,144, as in Azure.</value>
    public int MaxActivityBytes { get; set; } = 256 * 1024;

    /// <summary>The largest upload, in bytes, all its files together.</summary>
    /// <value>The default is 4 MB, as in Azure.</value>
    public int MaxUploadBytes { get; set; } = 4 * 1024 * 1024;

    public int MaxFilesPerUpload { get; set; } = 10;

    /// <summary>
    /// What may be uploaded. Nothing in it can run in a browser: no HTML, SVG or script.
    /// </summary>
    public ISet<string> AllowedContentTypes { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "text/plain", "text/csv", "application/pdf", "application/zip", "application/json",
        "application/msword", "application/vnd.ms-excel", "application/vnd.ms-outlook",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    };

    /// <summary>
    /// Whether files of other types are taken as well, as <c>application/octet-stream</c>, which no browser runs: for a bot that tells files by their content, and
    /// says in words what it does not keep. Browsers give many files no type or one of their own.
    /// </summary>
    /// <value>The default is false: they are refused with 415.</value>
    public bool TakesOtherContentTypes { get; set; }

    /// <summary>How many sockets one conversation may have open: a person has a few tabs and devices.</summary>
    /// <value>The default is 10.</value>
    public int MaxSocketsPerConversation { get; set; } = 10;

    /// <summary>A socket that takes longer for one frame is dropped; the client comes back with its watermark.</summary>
    /// <value>The default is 10 seconds.</value>
    public TimeSpan SocketSendTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often to look for what other instances have committed. Null when there is only this one.</summary>
    /// <value>The default is 1 second.</value>
    public TimeSpan? PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many entries go into one answer or frame.</summary>
    /// <value>The default is 100.</value>
    public int PageSize { get; set; } = 100;

    /// <summary>How many of the latest entries a client gets that comes without a watermark, as after a reload of the page.</summary>
    /// <value>The default is 1,000.</value>
    public int HistoryLimit { get; set; } = 1_000;
}

/// <summary>Stops the host when a setting is wrong, and says which.</summary>
internal sealed class DirectLineOptionsCheck : IValidateOptions<DirectLineOptions>
{
    public ValidateOptionsResult Validate(string? name, DirectLineOptions options)
    {
        var problems = new List<string>();
        Require(options.Secrets.All(secret => secret is { Length: >= 16 }), "Secrets must have at least 16 characters each.");
        Require(
            options.AllowedOrigins.All(origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == origin),
            "AllowedOrigins must be like 'https://intranet.example.com': scheme, host and port, nothing after it.");
        Require(options.TokenLifetime >= TimeSpan.FromMinutes(1) && options.TokenLifetime <= TimeSpan.FromDays(1), "TokenLifetime must be between 1 minute and 1 day.");
        Require(options.PublicUrl is null || (options.PublicUrl.IsAbsoluteUri && options.PublicUrl.Scheme is "http" or "https"), "PublicUrl must be an http or https URL.");
        Require(!string.IsNullOrWhiteSpace(options.BotId), "BotId must not be empty.");
        Require(!string.IsNullOrWhiteSpace(options.ChannelId), "ChannelId must not be empty.");
        Require(!string.IsNullOrWhiteSpace(options.ServiceUrl), "ServiceUrl must not be empty.");
        Require(options.MaxActivityBytes is >= 1024 and <= 64 * 1024 * 1024, "MaxActivityBytes must be between 1024 and 67108864.");
        Require(options.MaxUploadBytes is >= 1024 and <= 256 * 1024 * 1024, "MaxUploadBytes must be between 1024 and 268435456.");
        Require(options.MaxFilesPerUpload is >= 1 and <= 100, "MaxFilesPerUpload must be between 1 and 100.");
        Require(options.MaxSocketsPerConversation >= 1, "MaxSocketsPerConversation must be at least 1.");
        Require(options.SocketSendTimeout > TimeSpan.Zero, "SocketSendTimeout must be more than nothing.");
        Require(options.PollInterval is null || options.PollInterval >= TimeSpan.FromMilliseconds(20), "PollInterval must be at least 20 milliseconds, or not set.");
        Require(options.PageSize is >= 1 and <= 1000, "PageSize must be between 1 and 1000.");
        Require(options.HistoryLimit >= 1, "HistoryLimit must be at least 1.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Require(bool isRight, string message)
        {
            if (!isRight)
            {
                problems.Add(message);
            }
        }
    }
}
