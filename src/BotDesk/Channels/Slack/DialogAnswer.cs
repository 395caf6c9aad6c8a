namespace BotDesk.Channels.Slack;

/// <summary>What a form that was sent from a modal is answered, before it is known which of its fields the modal shows.</summary>
/// <param name="Errors">What is wrong, by field.</param>
/// <param name="Message">Why not; null when it was done.</param>
internal sealed record DialogAnswer(IReadOnlyDictionary<string, string>? Errors, string? Message)
{
    public static DialogAnswer Of(Refusal? refusal, Language language) => refusal switch
    {
        null => new(null, null),
        { Fields: { } fields } => new(fields.ToDictionary(each => each.Key, each => each.Value.In(language)), refusal.Message.In(language)),
        { Field: { } field } => new(new Dictionary<string, string> { [field] = refusal.Message.In(language) }, refusal.Message.In(language)),
        _ => new(null, refusal.Message.In(language)),
    };
}
