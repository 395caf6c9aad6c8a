using System.Collections;
using System.Reflection;
using BotDesk.Access;
using BotDesk.Channels.BotFramework;
using BotDesk.Channels.Slack;
using BotDesk.CompanyDirectory.MicrosoftGraph;
using BotDesk.Conversation.LanguageModels;
using BotDesk.LiveChat;
using BotDesk.Policy.Yaml;
using BotDesk.Protocol;
using BotDesk.Protocol.DirectLine;

namespace BotDesk.CommandLine;

/// <summary>Finds settings that nothing reads: a slip in a name would otherwise change nothing without a word.</summary>
internal static class UnknownSettings
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [DeskOptions.Section] = Names<DeskOptions>(),
        [LanguageModelOptions.Section] = Names<LanguageModelOptions>(),
        ["Channels"] = ["BotFramework", "Teams", "WebChat", "Slack"],
        ["Channels:BotFramework"] = Names<BotFrameworkOptions>(),
        [TeamsOptions.Section] = Names<TeamsOptions>(),
        ["Channels:WebChat"] = Names<DirectLineOptions>(),
        [SlackOptions.Section] = Names<SlackOptions>(),
        [LiveChatOptions.Section] = Names<LiveChatOptions>(),
        ["Directory"] = ["MicrosoftGraph"],
        [GraphOptions.Section] = Names<GraphOptions>(),
        ["Authentication"] = ["OpenId"],
        [OpenIdSettings.Section] = Names<OpenIdSettings>(),
        ["Webhooks"] = ["Secrets"],
        ["Api"] = ["Keys", "RequestsPerMinute"],
    };

    private static readonly string[] OfAnApiKey = ["Name", "Hash", "Scopes"];

    /// <returns>A sentence for each, with the name that was probably meant.</returns>
    public static IEnumerable<string> In(IConfiguration configuration) =>
        Known.SelectMany(section => In(configuration.GetSection(section.Key), section.Value))
            .Concat(configuration.GetSection(ApiKeys.Section).GetChildren().SelectMany(key => In(key, OfAnApiKey)));

    private static IEnumerable<string> In(IConfigurationSection section, string[] known) =>
        section.GetChildren()
            .Where(entry => !known.Contains(entry.Key, StringComparer.OrdinalIgnoreCase))
            .Select(entry => $"The setting {entry.Path} is not known, and changes nothing{Suggestion.For(entry.Key, known)}");

    private static string[] Names<T>() =>
        [.. typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.SetMethod is { IsPublic: true } || (property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))))
            .Select(property => property.Name)];
}
