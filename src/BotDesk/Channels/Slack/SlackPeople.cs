using System.Collections.Concurrent;
using System.Text.Json;
using BotDesk.Channels.Slack.Blocks;
using BotDesk.Channels.Slack.Web;
using BotDesk.Channels.Slack.Workspaces;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.Channels.Slack;

/// <summary>Who somebody in Slack is. Their id is Slack's own; their address is asked once, when they first write, where the list of members has not told it.</summary>
internal sealed class SlackPeople(SlackApi api, SlackWorkspaces workspaces, IDbContextFactory<DeskDb> readers)
{
    // Slack's answer to a question about somebody who is not there, or not for us to see: it will not be another one later.
    private static readonly HashSet<string> NoAnswer = new(StringComparer.Ordinal) { "user_not_found", "user_not_visible", "users_not_found", "missing_scope", "not_allowed_token_type" };

    // Slack says of 100 members a minute who they are, one by one, and of thousands by its list.
    private const int MostListed = 50_000;
    private readonly ConcurrentDictionary<string, SenderProfile> _listed = new(StringComparer.Ordinal);

    /// <summary>Slack's list says who somebody is.</summary>
    public void Listed(string user, SenderProfile profile)
    {
        if (_listed.Count < MostListed || _listed.ContainsKey(user))
        {
            _listed[user] = profile;
        }
    }

    /// <returns>Null for an account that the desk knows.</returns>
    /// <exception cref="HttpRequestException">Slack cannot say now: to guess would make somebody a stranger to their own tickets for good.</exception>
    public async Task<SenderProfile?> FindAsync(string user, string? team, CancellationToken cancellationToken)
    {
        await using (var db = await readers.CreateDbContextAsync(cancellationToken))
        {
            if (await db.Set<PersonAccount>().AnyAsync(account => account.ChannelId == SlackChannel.Id && account.AccountId == user, cancellationToken))
            {
                return null;
            }
        }

        if (_listed.TryGetValue(user, out var listed))
        {
            return listed;
        }

        return await AskAsync(user, team, cancellationToken) is { } found ? ProfileOf(found, team ?? workspaces.OwnTeam) : new SenderProfile(null, null);
    }

    /// <summary>Whether somebody in a channel that is shared with another company is of that company: an emoji comes without their workspace.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<bool> IsOutsiderAsync(string user, string? team, CancellationToken cancellationToken) =>
        await AskAsync(user, team, cancellationToken) is not { } found || !IsOf(found, team ?? workspaces.OwnTeam);

    /// <returns>Null for somebody of whom Slack says nothing.</returns>
    private async Task<JsonElement?> AskAsync(string user, string? team, CancellationToken cancellationToken)
    {
        var answer = await api.ReadAsync("users.info", [new("user", user), new("include_locale", "true")], team, cancellationToken);
        return answer.IsOk && answer.Body.TryGetProperty("user", out var found) ? found
            : answer.Error is { } error && NoAnswer.Contains(error) ? null
            : throw new HttpRequestException($"Slack does not say who {user} is: {answer.Error ?? "no user"}.");
    }

    /// <summary>In which language somebody is told what is not the answer of a turn.</summary>
    public async Task<Language> LanguageOfAsync(string user, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var person = await db.Set<PersonAccount>().Where(account => account.ChannelId == SlackChannel.Id && account.AccountId == user).Select(account => account.Person).FirstOrDefaultAsync(cancellationToken);
        return person?.Language
            ?? (_listed.TryGetValue(user, out var listed) && Language.Of(listed.Locale) is { } shown && shown != Language.English ? shown : db.OrganisationLanguage);
    }

    /// <summary>The names of those of these accounts that the desk knows.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(IReadOnlyCollection<string> users, CancellationToken cancellationToken)
    {
        if (users.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.Set<PersonAccount>().Where(account => account.ChannelId == SlackChannel.Id && users.Contains(account.AccountId))
            .Select(account => new { account.AccountId, account.Person.Name }).ToDictionaryAsync(each => each.AccountId, each => each.Name, cancellationToken);
    }

    /// <summary>
    /// Slack vouches for the address of a full member, which the workspace confirmed; not for that of a guest, of somebody from another workspace in a
    /// shared channel, or of an account that was closed (https://docs.slack.dev/reference/objects/user-object).
    /// </summary>
    /// <param name="team">The workspace that was asked.</param>
    public static SenderProfile ProfileOf(JsonElement user, string? team)
    {
        var profile = user.TryGetProperty("profile", out var given) ? given : default;
        var name = new[] { profile.Text("real_name"), user.Text("real_name"), profile.Text("display_name"), user.Text("name") }.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));
        var isVouched = IsOf(user, team) && !user.Is("deleted") && !user.Is("is_bot") && !user.Is("is_restricted") && !user.Is("is_ultra_restricted") && !user.Is("is_stranger")
            && user.Text("is_email_confirmed") != "false";
        return new SenderProfile(name, isVouched && profile.Text("email") is { Length: > 0 } address ? address.Trim() : null, user.Text("locale"));
    }

    /// <summary>Whether it is a member of the workspace itself, or of the same organisation in Enterprise Grid; who is in a shared channel can be of any other.</summary>
    private static bool IsOf(JsonElement user, string? team) =>
        user.Text("team_id") is not { } theirs || theirs == team
        || (user.TryGetProperty("enterprise_user", out var grid) && grid.Each("teams").Any(each => each.ValueKind == JsonValueKind.String && each.GetString() == team));
}
