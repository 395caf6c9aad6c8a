using System.Text.Json;
using BotDesk.Data;
using BotDesk.People;

namespace BotDesk.Conversation;

/// <summary>Opens a form in a dialog, beside any conversation; registered by the name that a channel's menu has for it.</summary>
public interface IDialogOpener
{
    /// <param name="about">The message on which it was asked for; null when there is none.</param>
    Task<Refusal?> OpenAsync(Turn turn, QuotedMessage? about);
}

/// <summary>What a dialog shows: a form, or words.</summary>
/// <param name="Title">Above it.</param>
public sealed record DialogView(Phrase Title, RenderedCard? Card, Phrase? Words)
{
    /// <summary>Whether it takes the place of everything else that would be said.</summary>
    public bool IsAll { get; init; }

    public static DialogView Saying(Phrase title, Phrase words) => new(title, null, words);
}

/// <summary>A form that is open in a dialog of its own, and has nothing to do with what its conversation is about.</summary>
/// <param name="About">The message it was opened on.</param>
/// <param name="Done">What was said when it was sent; null while it was not.</param>
public sealed record OpenDialog(string Form, IReadOnlyDictionary<string, string> Fields, QuotedMessage? About, SaidInDialog? Done = null);

/// <summary>What a dialog said last.</summary>
public sealed record SaidInDialog(Phrase Title, Phrase Words);

/// <summary>Keeps open dialogs, by the nonce of their card: what a client sends back says only which one it is.</summary>
public sealed class OpenDialogs(DeskDb db, TimeProvider clock)
{
    public Task KeepAsync(string nonce, Person person, OpenDialog dialog) => db.ExecuteAsync(
        "INSERT INTO open_dialogs (nonce, person_id, content, opened_at) VALUES (@nonce, @Id, @content, @now) ON CONFLICT (nonce) DO UPDATE SET content = excluded.content",
        new { nonce, person.Id, content = JsonSerializer.Serialize(dialog, JsonSerializerOptions.Web), now = clock.GetUtcNow().ToUnixTimeMilliseconds() });

    /// <returns>Null when it is nobody's, or somebody else's.</returns>
    public async Task<OpenDialog?> FindAsync(string nonce, Person person) =>
        await db.QueryFirstAsync<string?>("SELECT content FROM open_dialogs WHERE nonce = @nonce AND person_id = @Id", new { nonce, person.Id }) is { } content
            ? JsonSerializer.Deserialize<OpenDialog>(content, JsonSerializerOptions.Web)
            : null;
}
