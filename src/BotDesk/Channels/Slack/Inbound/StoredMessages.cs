using System.Text.Json;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Conversation;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>What the desk keeps of a message that it sent: its forms, its long deeds, and what did not fit.</summary>
internal sealed class StoredMessages(IDbContextFactory<DeskDb> readers, TimeProvider clock)
{
    /// <summary>What a card in a modal has that somebody opened without a message.</summary>
    /// <param name="asked">Id of the click that it answered.</param>
    public async Task<JsonElement?> FindAnswerAsync(string place, string asked, string? nonce, CancellationToken cancellationToken)
    {
        var key = ConversationKey.Of(SlackChannel.Id, place);
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var found = await db.QueryFirstAsync<byte[]?>("SELECT answer FROM inbox WHERE conversation_key = @key AND activity_id = @asked AND answer IS NOT NULL", new { key, asked });
        return found is { Length: > 0 } && JsonElement.Parse(found).Each("cards").FirstOrDefault(card => card.Text("nonce") == nonce) is { ValueKind: JsonValueKind.Object } card ? card : null;
    }

    /// <summary>What belongs to the card on which somebody clicked, or whose form they sent.</summary>
    public Task<JsonElement?> FindAsync(string? nonce, string? ts, ModalMetadata? modal, CancellationToken cancellationToken) =>
        modal?.Asked is { } asked ? FindAnswerAsync(modal.AskedIn ?? modal.Place, asked, nonce, cancellationToken) : FindAsync(nonce, ts ?? modal?.Message, cancellationToken);

    /// <param name="nonce">Of the rendering; null for words without a card.</param>
    /// <param name="ts">Slack's name of the message, by which words are found.</param>
    /// <returns>Null when it is too long ago.</returns>
    public async Task<JsonElement?> FindAsync(string? nonce, string? ts, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var found = nonce is not null
            ? await db.QueryFirstAsync<byte[]?>("SELECT activity FROM outbox WHERE nonce = @nonce ORDER BY id DESC LIMIT 1", new { nonce })
            : await db.QueryFirstAsync<byte[]?>("SELECT activity FROM outbox WHERE external_id = @ts AND conversation_key LIKE 'slack|%' ORDER BY id DESC LIMIT 1", new { ts });
        return found is null ? null : JsonElement.Parse(found);
    }

    /// <summary>Whether what the rendering was for is done.</summary>
    public async Task<bool> IsUsedAsync(string nonce, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await new Nonces(db, clock).IsUsedAsync(nonce);
    }

    public static JsonElement? Form(JsonElement stored, int index) => At(stored, "forms", index);

    public static JsonElement? Deed(JsonElement stored, int index) => At(stored, "deeds", index);

    public static JsonElement? Hidden(JsonElement stored, int index) => At(stored, "hidden", index);

    public static JsonElement? Page(JsonElement stored, int index) => At(stored, "rest", index);

    private static JsonElement? At(JsonElement stored, string list, int index) =>
        stored.Each(list).ElementAtOrDefault(index) is { ValueKind: not JsonValueKind.Undefined } found ? found : null;
}
