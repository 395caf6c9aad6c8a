using BotDesk.Conversation.LanguageModels;
using Microsoft.Extensions.Options;

namespace BotDesk;

/// <summary>The desk's own settings, section <c>BotDesk</c> (environment: <c>BotDesk__DataDirectory</c> and so on).</summary>
public sealed class DeskOptions
{
    public const string Section = "BotDesk";

    /// <summary>Where the database is kept. A relative path is below <see cref="Home"/>.</summary>
    /// <value>The default is <c>data</c>.</value>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Whether an empty database is filled with the demo company. Only looked at in Development.</summary>
    /// <value>The default is true.</value>
    public bool Demo { get; set; } = true;

    /// <summary>The file that holds what an organisation decides. A relative path is below <see cref="Home"/>.</summary>
    /// <value>The default is <c>desk.yaml</c> in the data directory if it is there, else the demo company's.</value>
    public string? PolicyFile { get; set; }

    /// <summary>A file of synonyms that hold beside the product's; it may be edited while the desk runs. A relative path is below <see cref="Home"/>.</summary>
    /// <value>The default is <c>synonyms.txt</c> in the data directory, which need not be there.</value>
    public string? SynonymsFile { get; set; }

    /// <summary>A language model that helps where the desk is not sure.</summary>
    /// <value>The default is none.</value>
    public LanguageModelOptions LanguageModel { get; set; } = new();

    /// <summary>The address under which people and channels reach the desk from outside; pictures in Teams come from there.</summary>
    /// <value>The default is none: a channel gets small pictures inside of the message, and no large ones.</value>
    public Uri? PublicUrl { get; set; }

    /// <summary>
    /// The folder that relative paths are below: the application's own, or the top of the source tree it was built in. It does not
    /// depend on where the desk is started from, so the command line finds the same database as the running desk.
    /// </summary>
    public static string Home { get; } = FindHome();

    /// <summary><see cref="DataDirectory"/> as a full path.</summary>
    public string FullDataDirectory => Path.GetFullPath(DataDirectory, Home);

    /// <summary><see cref="PolicyFile"/> as a full path.</summary>
    public string FullPolicyFile =>
        !string.IsNullOrWhiteSpace(PolicyFile) ? Path.GetFullPath(PolicyFile, Home)
        : Path.Combine(FullDataDirectory, "desk.yaml") is var own && File.Exists(own) ? own
        : Path.Combine(AppContext.BaseDirectory, "Demo", "desk.yaml");

    /// <summary><see cref="SynonymsFile"/> as a full path.</summary>
    public string FullSynonymsFile =>
        !string.IsNullOrWhiteSpace(SynonymsFile) ? Path.GetFullPath(SynonymsFile, Home) : Path.Combine(FullDataDirectory, "synonyms.txt");

    /// <summary>The address of one of the desk's paths from outside; null while <see cref="PublicUrl"/> is not set. A proxy may have the desk below a path of its own.</summary>
    /// <param name="path">Such as <c>/api/messages</c>.</param>
    public Uri? AddressOf(string path) => PublicUrl is { IsAbsoluteUri: true } address ? new Uri(address.AbsoluteUri.TrimEnd('/') + path) : null;

    private static string FindHome()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BotDesk.sln")))
            {
                return folder.FullName;
            }
        }

        return AppContext.BaseDirectory;
    }
}

/// <summary>Stops the start when a setting is wrong, and says which.</summary>
internal sealed class DeskOptionsCheck : IValidateOptions<DeskOptions>
{
    public ValidateOptionsResult Validate(string? name, DeskOptions options) =>
        string.IsNullOrWhiteSpace(options.DataDirectory)
            ? ValidateOptionsResult.Fail("DataDirectory must not be empty: name a folder, or leave it out for 'data'.")
        : options.PublicUrl is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https")
            ? ValidateOptionsResult.Fail("PublicUrl must be an http or https address, such as https://desk.example.com.")
            : ValidateOptionsResult.Success;
}
