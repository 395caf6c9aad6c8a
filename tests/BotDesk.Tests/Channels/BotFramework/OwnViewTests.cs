using System.Net;
using System.Text.Json.Nodes;
using BotDesk.Conversation;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>Where several people talk, everybody sees what all may know, and those whom it concerns see more: each their own.</summary>
public class OwnViewTests : DeskStories
{
    private const string Group = "19:group@thread.v2";

    [Story]
    public async Task Those_whom_it_concerns_have_their_client_ask_for_their_own_card()
    {
        var secret = new Secret("jonas", "mira");
        await using var desk = await StartDesk(With(secret));

        var card = await ShownInGroup(desk);

        Assert.Contains("For everybody", card.Text, StringComparison.Ordinal);
        var refresh = card.Content.GetProperty("refresh");
        Assert.Equal(["29:jonas", "29:mira"], refresh.GetProperty("userIds").EnumerateArray().Select(id => id.GetString()));
        Assert.Equal("""{"type":"Action.Execute","title":"Refresh","verb":"conversation.refresh","data":{"subject":"secret:1"}}""", refresh.GetProperty("action").GetRawText());
        Assert.DoesNotContain("Show me mine", card.Buttons);
    }

    [Story]
    public async Task A_refresh_shows_each_their_own_and_leaves_the_card_of_all_as_it_is()
    {
        var secret = new Secret("jonas", "mira");
        await using var desk = await StartDesk(With(secret));
        var card = await ShownInGroup(desk);

        var (jonas, mira, sofie) = (await Refreshed(desk, "jonas"), await Refreshed(desk, "mira"), await Refreshed(desk, "sofie"));

        Assert.Contains("For Jonas Achterberg", jonas, StringComparison.Ordinal);
        Assert.Contains("For Mira Castellanez", mira, StringComparison.Ordinal);
        Assert.Contains("For everybody", sofie, StringComparison.Ordinal);
        Assert.DoesNotContain(desk.Connector.Calls, call => call.Method == "PUT");
        Assert.Single(desk.Connector.Shown.All, shown => shown.ActivityId == card.ActivityId);
    }

    [Story]
    public async Task When_it_changes_the_card_of_all_is_updated_for_everybody_with_nobodys_own_view_in_it()
    {
        var secret = new Secret("jonas");
        await using var desk = await StartDesk(With(secret));
        var card = await ShownInGroup(desk);
        await Refreshed(desk, "jonas");

        secret.State = "changed";
        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(scope => scope.GetRequiredService<SubjectCards>().BringUpToDateAsync(Secret.Subject));

        var updated = await InGroup(desk, "sofie").SeesReplaced(card);
        Assert.Contains("For everybody: changed", updated.Text, StringComparison.Ordinal);
        Assert.Equal(["29:jonas"], updated.Content.GetProperty("refresh").GetProperty("userIds").EnumerateArray().Select(id => id.GetString()));
        Assert.Contains("For Jonas Achterberg: changed", await Refreshed(desk, "jonas"), StringComparison.Ordinal);
    }

    [Story]
    public async Task A_click_in_a_group_does_not_show_ones_own_view_to_all()
    {
        var secret = new Secret("jonas");
        await using var desk = await StartDesk(With(secret));
        await ShownInGroup(desk);

        var click = TeamsTalker.Click("secret.look", new JsonObject { ["nonce"] = await desk.Row<string>("SELECT nonce FROM outbox WHERE subject = 'secret:1'") });
        click["conversation"] = GroupChat();
        var (_, answer) = await InGroup(desk, "jonas").Posts(click);
        await desk.As("sofie").Says("help");

        Assert.Contains("For Jonas", answer.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(desk.Connector.Calls, call => call.Method == "PUT");
    }

    [Story]
    public async Task In_a_personal_chat_the_card_is_ones_own_already()
    {
        var secret = new Secret("jonas");
        await using var desk = await StartDesk(With(secret));

        var card = (await desk.As("jonas").Says("show the secret")).Cards.Single();

        Assert.Contains("For Jonas Achterberg", card.Text, StringComparison.Ordinal);
        Assert.False(card.Content.TryGetProperty("refresh", out _));
    }

    [Story]
    public async Task Beyond_sixty_and_for_whom_Teams_has_not_named_yet_there_is_a_button()
    {
        var secret = new Secret([.. Enumerable.Range(0, 70).Select(number => $"guest-{number}")]);
        await using var desk = await StartDesk(With(secret));
        await desk.Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
        {
            foreach (var number in Enumerable.Range(0, 70))
            {
                await scope.GetRequiredService<PeopleDesk>().IdentifyAsync("msteams", $"29:g{number}", null, $"Guest {number}");
            }
        });

        var card = await ShownInGroup(desk);
        var last = new TeamsTalker(desk, "Guest 69", "29:g69", Group);
        var reply = await last.Clicks(card, "Show me mine");

        Assert.Equal(Enumerable.Range(0, 60).Select(number => $"29:g{number}"), card.Content.GetProperty("refresh").GetProperty("userIds").EnumerateArray().Select(id => id.GetString()));
        Assert.Contains("For Guest 69", reply.Replacement!.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(desk.Connector.Calls, call => call.Method == "PUT");
    }

    [Story]
    public async Task What_was_never_shown_in_a_group_is_not_shown_to_who_asks_for_it_there()
    {
        var secret = new Secret("jonas");
        await using var desk = await StartDesk(With(secret));

        Assert.Contains("not yours to see", await Refreshed(desk, "sofie"), StringComparison.Ordinal);
    }

    private static DeskSetup With(Secret secret) => new()
    {
        Services = services => services.AddKeyedScoped<ISubjectCard>(Secret.Kind, (scope, _) => new SecretCard(secret, scope.GetRequiredService<DeskDb>())).AddScoped<ICommand, ShowSecret>().AddKeyedScoped<ICardVerb, LookVerb>("secret.look"),
    };

    private static TeamsTalker InGroup(DeskHost desk, string handle) => desk.As(handle, Group);

    private static async Task<ShownCard> ShownInGroup(DeskHost desk)
    {
        var message = TeamsInputTests.Mentioning("<at>BotDesk</at> show the secret");
        message["conversation"] = GroupChat();
        return (await InGroup(desk, "jonas").Sends(message)).Cards.Single();
    }

    /// <returns>The answer to what a client sends by itself.</returns>
    private static async Task<string> Refreshed(DeskHost desk, string handle)
    {
        var ask = TeamsTalker.Click("conversation.refresh", new JsonObject { ["subject"] = "secret:1" });
        ask["value"]!["trigger"] = "automatic";
        ask["conversation"] = GroupChat();
        var (status, answer) = await InGroup(desk, handle).Posts(ask);
        Assert.Equal(HttpStatusCode.OK, status);
        return answer.GetRawText();
    }

    private static JsonObject GroupChat() => new() { ["id"] = Group, ["conversationType"] = "groupChat", ["isGroup"] = true, ["tenantId"] = "tenant" };

    /// <summary>Something that concerns a few.</summary>
    private sealed class Secret(params string[] handles)
    {
        public const string Kind = "secret";

        public static CardSubject Subject { get; } = new(Kind, "1");

        public string[] Handles => handles;

        public string State { get; set; } = "new";
    }

    private sealed class SecretCard(Secret secret, DeskDb db) : ISubjectCard
    {
        public Task<CardView?> RenderAsync(string id, Person? viewer) => Task.FromResult(viewer is not null && !secret.Handles.Contains(viewer.Handle)
            ? null
            : new CardView("conversation/help", new
            {
                greeting = $"For {viewer?.Name ?? "everybody"}: {secret.State}",
                lines = Array.Empty<object>(),
                prompts = Array.Empty<object>(),
            }));

        public Task<IReadOnlyList<long>> ConcernsAsync(string id)
        {
            var people = db.Set<Person>().ToDictionary(person => person.Handle, person => person.Id);
            return Task.FromResult<IReadOnlyList<long>>([.. secret.Handles.Select(handle => people[handle])]);
        }
    }

    private sealed class ShowSecret(SubjectCards subjects) : ICommand
    {
        public async ValueTask<bool> TryHandleAsync(Turn turn) => turn.Text == "show the secret" && await subjects.ShowAsync(turn, Secret.Subject);
    }

    private sealed class LookVerb(SubjectCards subjects) : ICardVerb
    {
        public IReadOnlySet<string> Fields { get; } = new HashSet<string>();

        public bool ChangesSomething => false;

        public async Task<Refusal?> HandleAsync(Turn turn, CardAction action)
        {
            await subjects.ReplaceAsync(turn, Secret.Subject);
            return null;
        }
    }
}
