using System.Text.Json.Nodes;

namespace BotDesk.Tests;

/// <summary>Somebody in a conversation with the desk, in some channel: says, clicks, and receives.</summary>
internal abstract class Talker(DeskHost desk, string handle, string conversationId)
{
    private readonly HashSet<Arrival> _seen = [];

    public DeskHost Desk { get; } = desk;

    public string Handle { get; } = handle;

    public string ConversationId { get; } = conversationId;

    public abstract string ChannelId { get; }

    public string ConversationKey => $"{ChannelId}|{ConversationId}";

    /// <summary>What reached this conversation, in order.</summary>
    public IReadOnlyList<Arrival> Shown => [.. Arrivals.All.Where(arrival => arrival.ConversationId == ConversationId)];

    protected abstract Arrivals Arrivals { get; }

    /// <summary>Types something, and reads everything that answers it.</summary>
    public abstract Task<Reply> Says(string text);

    /// <summary>Presses a button of a card that was shown.</summary>
    /// <param name="typed">What was typed into its inputs, as an anonymous object; the others send what stood in them.</param>
    public abstract Task<Reply> Clicks(ShownCard card, string button, object? typed = null);

    /// <summary>Says it and asks for the form, as a person with a problem that no article solves.</summary>
    public async Task<ShownCard> OpensForm(string problem)
    {
        await Says(problem);
        var reply = await Says("create a ticket");
        return (reply.Cards.Any(card => card.Template == "incidents/similar") ? await Says("no, a new one") : reply).Card("incidents/form");
    }

    /// <summary>Reports a problem, and has the ticket's number.</summary>
    public async Task<string> HasTicket(string problem) => (await Clicks(await OpensForm(problem), "Send")).Card("tickets/filed").Number;

    /// <summary>A card that comes without having been asked for just now; each is received once.</summary>
    public Task<ShownCard> Receives(string template) => Receives(arrival => arrival.Card is { } card && card.Template == template ? card : null, $"a card {template} for {Handle}");

    /// <summary>Words that come without having been asked for just now.</summary>
    public Task<string> ReceivesWords(string containing) =>
        Receives(arrival => arrival.Text is { } text && text.Contains(containing, StringComparison.Ordinal) ? text : null, $"\"{containing}\" for {Handle}");

    /// <summary>A picture that comes without having been asked for just now.</summary>
    /// <returns>Its address.</returns>
    public Task<string> ReceivesPicture() => Receives(arrival => arrival.PictureUrl, $"a picture for {Handle}");

    /// <summary>What stands now where the card stood.</summary>
    public Task<ShownCard> SeesReplaced(ShownCard card) =>
        Receives(arrival => arrival.IsUpdate && arrival.ActivityId == card.ActivityId ? arrival.Card : null, $"something in the place of {card.Template} for {Handle}");

    /// <summary>The first answer that is not null, asked of what reached this conversation.</summary>
    public Task<T> Waits<T>(Func<IReadOnlyList<Arrival>, T?> find, string what) where T : class =>
        Arrivals.WaitFor(all => find([.. all.Where(arrival => arrival.ConversationId == ConversationId)]), what);

    /// <summary>It was taken for an answer, and is not one to what comes next.</summary>
    protected void Takes(Arrival arrival) => _seen.Add(arrival);

    protected static JsonObject Message(string text) => new() { ["type"] = "message", ["text"] = text };

    /// <summary>Everything that answers this activity, once it was handled.</summary>
    protected async Task<Reply> AnswersTo(string activityId)
    {
        var count = await Desk.HandledAsync(ConversationKey, activityId);
        var answers = await Arrivals.WaitFor(
            all => all.Where(arrival => arrival.ConversationId == ConversationId && arrival.ReplyToId == activityId && !arrival.IsUpdate).ToList() is var found && found.Count >= count ? found : null,
            $"{count} answers to {Handle}");
        answers.ForEach(answer => _seen.Add(answer));
        return Reply.Of(answers);
    }

    private async Task<T> Receives<T>(Func<Arrival, T?> find, string what) where T : class
    {
        var (arrival, found) = await Arrivals.WaitFor(
            all => all.Where(arrival => arrival.ConversationId == ConversationId && !_seen.Contains(arrival)).Select(arrival => Tuple.Create(arrival, find(arrival))).FirstOrDefault(pair => pair.Item2 is not null), what);
        _seen.Add(arrival);
        return found!;
    }
}
