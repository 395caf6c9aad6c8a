using System.Text.Json;
using BotDesk.Data;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.Slack.Inbound;

/// <summary>What was typed in the steps of a long form before the one that stands open, by the modal in which that happens.</summary>
internal sealed class FormSteps(IDbContextFactory<DeskDb> readers, DeskWriter writer, TimeProvider clock)
{
    /// <summary>Nobody goes on with a form after that.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    /// <summary>What stands in the inputs of a modal, by block, as Slack sends it.</summary>
    public static JsonElement Values(JsonElement view) => view.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.Object && state.TryGetProperty("values", out var given) ? given : default;

    public async Task<Dictionary<string, string>> ReadAsync(string viewId, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.QueryFirstAsync<string?>("SELECT typed FROM slack_steps WHERE view_id = @viewId", new { viewId }) is { } typed
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(typed) ?? []
            : [];
    }

    public Task KeepAsync(string viewId, IReadOnlyDictionary<string, string> typed) => writer.WriteAsync(async scope =>
    {
        var (db, now) = (scope.GetRequiredService<DeskDb>(), clock.GetUtcNow());
        await db.ExecuteAsync(
            "INSERT INTO slack_steps (view_id, typed, at) VALUES (@viewId, @typed, @at) ON CONFLICT (view_id) DO UPDATE SET typed = excluded.typed, at = excluded.at",
            new { viewId, typed = JsonSerializer.Serialize(typed), at = now.ToUnixTimeMilliseconds() });
        await db.ExecuteAsync("DELETE FROM slack_steps WHERE at < @before", new { before = (now - Kept).ToUnixTimeMilliseconds() });
    });

    public Task ForgetAsync(string viewId) => writer.WriteAsync(scope => scope.GetRequiredService<DeskDb>().ExecuteAsync("DELETE FROM slack_steps WHERE view_id = @viewId", new { viewId }));
}
