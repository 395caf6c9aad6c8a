using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Conversation;

/// <summary>Whatever is sent is refused clearly or shown as it was typed; nothing is stored half.</summary>
public class BadInputTests : DeskStories
{
    private const string Hostile = "*bold* _it_ [link](https://example.com/) ![i](https://example.com/i.png) <b>b</b> <script>alert(1)</script> &amp; ${number} {{DATE(x)}} \\ \" ' `code` #h\n- item\n1. one | a | \u202Eabc 😀 ﷽";

    [Story]
    public async Task Thousands_of_spaces_cost_no_more_than_words()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        var reply = await jonas.Says($"create a ticket: the scanner{new string(' ', 9000)}beeps{string.Concat(Enumerable.Repeat("\n\t", 4000))}loudly");

        Assert.Equal($"the scanner{new string(' ', 64)}beeps", reply.Card("incidents/form").Input("description")!.Split('\n')[0]);
    }

    [Story]
    public async Task What_is_no_activity_is_refused_and_not_kept()
    {
        await using var desk = await StartDesk();
        var deep = new string('[', 5000) + new string(']', 5000);

        foreach (var body in new[] { "", "{", "null", "[]", "42", "\"text\"", "{\"type\":42}", "{\"type\":\"message\",}", "{'type':'message'}", "\u0000", "{\"type\":\"message\",\"value\":" + deep + "}" })
        {
            var (status, problem) = await desk.PostsActivity(body);
            Assert.True(status == HttpStatusCode.BadRequest, $"{body[..Math.Min(40, body.Length)]} was answered {status}");
            Assert.DoesNotContain("   at ", problem.GetRawText(), StringComparison.Ordinal);
            Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()));
        }

        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM inbox"));
    }

    [Story]
    public async Task A_missing_field_is_named()
    {
        await using var desk = await StartDesk();

        foreach (var field in new[] { "type", "channelId", "serviceUrl", "from.id", "conversation.id", "recipient.id" })
        {
            var activity = desk.As("jonas").Filled(new JsonObject { ["type"] = "message", ["text"] = "hello" });
            if (field.Split('.') is [var parent, var child])
            {
                activity[parent]!.AsObject().Remove(child);
            }
            else
            {
                activity.Remove(field);
            }

            var (status, problem) = await desk.PostsActivity(activity);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal(field, problem.GetProperty("field").GetString());
        }

        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM inbox"));
    }

    [Story]
    public async Task A_megabyte_of_text_is_too_much_and_a_long_text_is_not()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        var (status, _) = await jonas.Posts(new JsonObject { ["type"] = "message", ["text"] = new string('x', 1024 * 1024) });
        var log = await jonas.Says("my vpn drops and this is the log " + string.Concat(Enumerable.Repeat("error 809 at gateway; ", 5000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.NotEmpty(log.Everything);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM inbox"));
    }

    [Story]
    public async Task A_long_log_can_become_a_ticket_after_it_was_shortened()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        await jonas.Says("my vpn drops and this is the log " + string.Concat(Enumerable.Repeat("error 809 at gateway; ", 900)));

        var form = (await jonas.Says("create a ticket")).Card("incidents/form");
        var refused = (await jonas.Clicks(form, "Send")).Card("incidents/form");
        var filed = await jonas.Clicks(refused, "Send", new { description = "error 809" });

        Assert.Contains("Shorten it to", refused.Text, StringComparison.Ordinal);
        Assert.StartsWith("INC", filed.Card("tickets/filed").Number, StringComparison.Ordinal);
    }

    [Story]
    public async Task Something_else_than_JSON_is_refused()
    {
        await using var desk = await StartDesk();
        using var content = new StringContent("type=message", Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));

        using var response = await desk.Http.PostAsync("/api/messages", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Story]
    public async Task What_people_type_is_shown_as_they_typed_it_everywhere(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var tomasz = await desk.As("tomasz", door);
        var form = await jonas.OpensForm("my vpn drops");
        var title = "<b>*T*</b> ${number} [x](y)";

        var number = (await jonas.Clicks(form, "Send", new { title, description = Hostile })).Card("tickets/filed").Number;
        await jonas.Says($"add to {number}: {Hostile}");
        var seen = (await tomasz.Says($"work {number}")).Card("tickets/work");
        await tomasz.Clicks(seen, "Send to requester", new { reply = Hostile });
        var told = await jonas.Receives("tickets/update");
        var own = (await jonas.Says(number)).Card("tickets/ticket");
        var list = (await jonas.Says("my tickets")).Card("tickets/list");
        var queue = (await tomasz.Says("queue network and access")).Card("tickets/queue");

        Assert.Equal([title, Hostile], await desk.Rows<string>("SELECT title FROM tickets WHERE number = @number UNION ALL SELECT description FROM tickets WHERE number = @number", new { number }));
        Assert.All([seen, own], card => Assert.Contains(AsShown(Hostile), card.Text, StringComparison.Ordinal));
        Assert.Contains(AsShown(Hostile), told.Text, StringComparison.Ordinal);
        Assert.All([seen, own, list], card => Assert.Contains(title, card.Text, StringComparison.Ordinal));
        Assert.All([seen, own, told, list, queue], card => Assert.DoesNotContain(card.Elements("TextBlock"), block => block.GetProperty("text").GetString()!.Contains("script", StringComparison.Ordinal)));
        Assert.NotNull(queue);
    }

    [Story]
    public async Task Control_characters_break_nothing(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var control = string.Concat(Enumerable.Range(0, 32).Select(code => (char)code)) + "\u007f\u0085\u2028\u2029\ufeff\ufffe";

        await jonas.Says($"my vpn drops {control}");
        var form = (await jonas.Says("create a ticket")).Card("incidents/form");
        var number = (await jonas.Clicks(form, "Send", new { title = $"a{control}b", description = control + "end" })).Card("tickets/filed").Number;
        await jonas.Says($"add to {number}: {control} more");

        Assert.Contains("more", (await jonas.Says(number)).Card("tickets/ticket").Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_name_from_the_channel_is_text_too()
    {
        await using var desk = await StartDesk();
        var stranger = new TeamsTalker(desk, "<b>*Kim*</b>\n${x} " + new string('y', 5000), "29:kim", "a:kim");

        Assert.NotEmpty((await stranger.Says("hello")).Everything);
        Assert.InRange((await desk.Row<string>("SELECT name FROM people WHERE name LIKE '%Kim%'"))!.Length, 5, 120);
    }

    [Story]
    public async Task A_field_that_was_never_on_the_form_files_nothing(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var form = await jonas.OpensForm("my vpn drops");

        foreach (var forged in new object[] { new { priority = "P1" }, new { requester = "mira" }, new { ticket = "INC1" }, new { requesterId = 7 }, new { status = "Closed" }, new { __proto__ = "x" } })
        {
            Assert.Contains("a field that is not on it", (await jonas.Clicks(form, "Send", forged)).Everything, StringComparison.Ordinal);
        }

        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'incident.filed'"));
        Assert.Single((await jonas.Clicks(form, "Send")).Cards);
    }

    [Story]
    public async Task A_value_that_no_input_could_give_is_refused_beside_its_field()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var form = await jonas.OpensForm("my vpn drops");

        foreach (var forged in new object[] { new { impact = "99" }, new { impact = "" }, new { urgency = "0" }, new { urgency = new { a = 1 } }, new { service = "no-such" }, new { title = new string('x', 5000) }, new { description = new string('x', 9000) }, new { title = new[] { 1, 2 }, service = 7 } })
        {
            var reply = await jonas.Clicks(form, "Send", forged);
            form = reply.Card("incidents/form");
            Assert.NotEmpty(form.Text);
            form = (await jonas.OpensForm("my vpn drops"));
        }

        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'incident.filed'"));
    }

    [Story]
    public async Task A_nonce_that_no_card_carried_files_nothing()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var form = await jonas.OpensForm("my vpn drops");

        foreach (var nonce in new JsonNode?[] { null, "", "short", new string('a', 24), new string('a', 5000), "'; DROP TABLE used_nonces; --", 42, new JsonObject(), new JsonArray("a") })
        {
            var (verb, data) = form.Press("Send", null);
            data["nonce"] = nonce?.DeepClone();
            var (status, response) = await jonas.Posts(TeamsTalker.Click(verb, data));
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Matches("changed nothing|filed nothing", response.GetProperty("value").GetString());
        }

        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'incident.filed'"));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM used_nonces"));
    }

    [Story]
    public async Task A_click_of_any_shape_is_answered()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");

        foreach (var value in new[] { "{}", "null", "42", "[]", "\"x\"", """{"action":null}""", """{"action":{"verb":42}}""", """{"action":{"verb":"tickets.show"}}""", """{"action":{"verb":"tickets.show","data":[]}}""", """{"action":{"verb":"no.such","data":{}}}""", """{"action":{"verb":"conversation.say","data":{"text":{"a":[]}}}}""", """{"action":{"verb":"tickets.list","data":{"page":-1,"filter":"%"}}}""", """{"action":{"verb":"tickets.list","data":{"page":99999999999999}}}""", """{"action":{"verb":"knowledge.read","data":{"article":"KB0'","part":"x"}}}""" })
        {
            var invoke = new JsonObject { ["type"] = "invoke", ["name"] = "adaptiveCard/action", ["value"] = JsonNode.Parse(value) };
            var submit = new JsonObject { ["type"] = "message", ["value"] = JsonNode.Parse(value) };

            var (status, body) = await jonas.Posts(invoke);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.NotImplemented or HttpStatusCode.BadRequest, $"{value} was answered {status}");
            Assert.DoesNotContain("Something went wrong", body.ValueKind == JsonValueKind.Object ? body.GetRawText() : "", StringComparison.Ordinal);
            Assert.DoesNotContain("Something went wrong", (await jonas.Sends(submit)).Everything, StringComparison.Ordinal);
        }
    }

    [Story]
    public async Task A_rating_beyond_the_stars_is_refused()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var number = await Tickets.Chat.AgentStories.Resolved(desk, jonas);
        var rate = (await jonas.Says($"confirm {number}")).Card("tickets/rate");

        foreach (var stars in new object[] { 0, 6, -1, 1e30, "five", "" })
        {
            Assert.Contains("from 1 (bad) to 5 (good)", (await jonas.Clicks(rate, "5", new { stars })).Everything, StringComparison.Ordinal);
        }

        Assert.Null(await desk.Row<long?>("SELECT rating FROM tickets WHERE number = @number", new { number }));
        await jonas.Clicks(rate, "5");
        Assert.Equal(5, await desk.Row<long?>("SELECT rating FROM tickets WHERE number = @number", new { number }));
    }

    /// <summary>Clients replace {{DATE(…)}} even in plain text, so a character nobody sees stands before it.</summary>
    private static string AsShown(string text) => text.Replace("{{DATE(", "{{\u2060DATE(", StringComparison.Ordinal);
}
