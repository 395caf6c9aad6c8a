using System.Collections.Concurrent;
using System.Security.Cryptography;
using BotDesk.Audit;
using BotDesk.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.Channels.Slack.Workspaces;

/// <summary>The workspaces the desk is in: those that installed it, and the one whose token is a setting.</summary>
internal sealed class SlackWorkspaces(IOptions<SlackOptions> options, IDbContextFactory<DeskDb> readers, DeskWriter writer, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>For so long another instance may not have heard of an installation.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly IDataProtector _seal = protection.CreateProtector("BotDesk.Slack.Token");
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>The team of the token that is a setting; null until Slack said it.</summary>
    public string? OwnTeam { get; set; }

    /// <summary>The bot's token in a workspace; the setting's where the workspace has not installed the app itself.</summary>
    /// <returns>Null when there is none.</returns>
    public async ValueTask<string?> TokenAsync(string? team, CancellationToken cancellationToken) =>
        team is null || team == OwnTeam ? options.Value.BotToken ?? (await FirstAsync(cancellationToken))?.Token
        : (await FindAsync(team, cancellationToken))?.Token ?? (OwnTeam is null || team == OwnTeam ? options.Value.BotToken : null); // it may have been said while we looked

    /// <summary>The bot's user id in a workspace that installed the app; null for any other.</summary>
    public async ValueTask<string?> BotAsync(string? team, CancellationToken cancellationToken) => team is null ? null : (await FindAsync(team, cancellationToken))?.Bot;

    /// <summary>Teams that have installed the app.</summary>
    public async Task<List<string>> InstalledAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.Set<SlackWorkspace>().Where(workspace => workspace.EndedAt == null).OrderBy(workspace => workspace.TeamId).Select(workspace => workspace.TeamId).ToListAsync(cancellationToken);
    }

    /// <summary>A workspace has installed the app, or has installed it again with another token.</summary>
    public async Task InstallAsync(string team, string name, string bot, string token, string scopes, string? by)
    {
        await writer.WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            var workspace = await db.Set<SlackWorkspace>().AsTracking().FirstOrDefaultAsync(each => each.TeamId == team);
            if (workspace is null)
            {
                db.Add(workspace = new SlackWorkspace { TeamId = team, Name = name, BotUserId = bot, SealedToken = "", Scopes = scopes });
            }

            (workspace.Name, workspace.BotUserId, workspace.Scopes, workspace.SealedToken) = (name, bot, scopes, _seal.Protect(token));
            (workspace.InstalledAt, workspace.InstalledBy, workspace.EndedAt) = (clock.GetUtcNow(), by, null);
            scope.GetRequiredService<Acting>().Via = SlackChannel.Id;
            scope.GetRequiredService<AuditTrail>().Add(null, "slack.installed", team, new { name, by });
        });
        _known.TryRemove(team, out _);
    }

    /// <summary>The workspace has taken the app out, or its token back: nothing is sent there any more, and the token is forgotten.</summary>
    /// <param name="at">When; what Slack says again about an installation before the present one ends nothing.</param>
    public async Task EndAsync(string team, DateTimeOffset at)
    {
        await writer.WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            if (await db.Set<SlackWorkspace>().AsTracking().FirstOrDefaultAsync(each => each.TeamId == team && each.EndedAt == null) is { } workspace && workspace.InstalledAt < at)
            {
                (workspace.EndedAt, workspace.SealedToken) = (clock.GetUtcNow(), "");
                scope.GetRequiredService<Acting>().Via = SlackChannel.Id;
                scope.GetRequiredService<AuditTrail>().Add(null, "slack.uninstalled", team);
            }
        });
        _known.TryRemove(team, out _);
    }

    private async Task<Known?> FirstAsync(CancellationToken cancellationToken) =>
        await InstalledAsync(cancellationToken) is [var first, ..] ? await FindAsync(first, cancellationToken) : null;

    private async ValueTask<Known?> FindAsync(string team, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(team, out var known) && clock.GetUtcNow() - known.At < Fresh)
        {
            return known.Token is null ? null : known;
        }

        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var found = await db.Set<SlackWorkspace>().FirstOrDefaultAsync(workspace => workspace.TeamId == team && workspace.EndedAt == null, cancellationToken);
        known = new Known(found is null ? null : Open(found.SealedToken), found?.BotUserId, clock.GetUtcNow());
        _known[team] = known;
        return known.Token is null ? null : known;
    }

    private string? Open(string sealedToken)
    {
        try
        {
            return _seal.Unprotect(sealedToken);
        }
        catch (CryptographicException)
        {
            return null; // sealed with keys that are gone: the workspace has to install the app again
        }
    }

    private sealed record Known(string? Token, string? Bot, DateTimeOffset At);
}
