using Microsoft.Extensions.Options;

namespace BotDesk.Conversation.LanguageModels;

/// <summary>Settings <c>BotDesk:LanguageModel</c>: a language model that helps where the desk is not sure. Without an endpoint there is none.</summary>
public sealed class LanguageModelOptions
{
    public const string Section = "BotDesk:LanguageModel";

    /// <summary>Where it is spoken to as OpenAI's API is: the address to which <c>/chat/completions</c> is added, such as <c>https://api.openai.com/v1</c>.</summary>
    /// <value>The default is none: no language model.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>Sent as the bearer token.</summary>
    /// <value>The default is none, as local servers take it.</value>
    public string? Key { get; set; }

    /// <summary>Which model, as its server calls it.</summary>
    public string? Model { get; set; }

    /// <summary>How long somebody waits at most for its help with one message.</summary>
    /// <value>The default is 4 s; at most 8 s, because channels give up after 10 s.</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(4);
}

/// <summary>Stops the start when a setting is wrong, and says which.</summary>
internal sealed class LanguageModelOptionsCheck : IValidateOptions<LanguageModelOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    public ValidateOptionsResult Validate(string? name, LanguageModelOptions options) =>
        options.Endpoint is not { } endpoint ? ValidateOptionsResult.Success
        : !endpoint.IsAbsoluteUri || !(endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback))
            ? ValidateOptionsResult.Fail($"{LanguageModelOptions.Section}:Endpoint must be an https address, or http on this machine, such as https://api.openai.com/v1.")
        : string.IsNullOrWhiteSpace(options.Model) ? ValidateOptionsResult.Fail($"{LanguageModelOptions.Section}:Model must name the model to be asked.")
        : options.TimeLimit < Shortest || options.TimeLimit > Longest ? ValidateOptionsResult.Fail($"{LanguageModelOptions.Section}:TimeLimit must be from 00:00:00.1 to 00:00:08.")
        : ValidateOptionsResult.Success;
}
