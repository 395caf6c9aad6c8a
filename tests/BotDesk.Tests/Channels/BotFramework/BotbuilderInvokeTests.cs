using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>
/// What the desk answers to invokes, against a bot on Microsoft's SDK (<c>botbuilder</c>) that is sent the same ones: who handles them, the status, and every
/// property of the body.
/// </summary>
public sealed class BotbuilderInvokeTests
{
    private readonly List<(JsonObject Activity, HttpStatusCode Status, JsonElement Body)> _asked = [];

    [NodeFact]
    public async Task The_desk_answers_invokes_as_a_bot_on_Microsofts_SDK_does()
    {
        await using var desk = await DeskHost.StartAsync();
        var (jonas, mira) = (desk.As("jonas"), desk.As("mira"));

        // Searches.
        await Asks(jonas, "composeExtension/query", Query("articles", "vpn"));
        await Asks(jonas, "composeExtension/query", Query("tickets", "no such thing"));

        // A ticket from a message, in a dialog that first stays open.
        var dialog = await Asks(jonas, "composeExtension/fetchTask", TeamsMessageStories.Fetch("m1", "<p>the printer jams</p>")["value"]!);
        var form = new ShownCard("incidents/form", dialog.GetProperty("task").GetProperty("value").GetProperty("card").GetProperty("content"), "");
        await Asks(jonas, "composeExtension/submitAction", Data(form, new { title = "" }));
        await Asks(jonas, "composeExtension/submitAction", Data(form));

        // A long form in a dialog: opened, sent with what is missing.
        var change = (await mira.Says("new change")).Card("changes/form");
        var button = change.Elements("Action.Submit").Single(action => action.GetProperty("data").TryGetProperty("msteams", out _));
        await Asks(mira, "task/fetch", new JsonObject { ["data"] = JsonNode.Parse(button.GetProperty("data").GetRawText()) });
        await Asks(mira, "task/submit", Data(change, new { title = "" }));

        // A card in another state, words, and a dialog that closes.
        await Asks(jonas, "adaptiveCard/action", Action("Action.Execute", "incidents.file", TeamsTalker.Click(await jonas.OpensForm("my vpn drops"), "Send")));
        await Asks(jonas, "adaptiveCard/action", Action("Action.Execute", "tickets.show", null));
        await Asks(jonas, "task/submit", new JsonObject { ["data"] = new JsonObject { ["verb"] = "tickets.list" } });

        // What makes no sense, and what nobody knows.
        await Asks(jonas, "adaptiveCard/action", null);
        await Asks(jonas, "adaptiveCard/action", Action("Action.Submit", "tickets.show", null));
        foreach (var unknown in (string[])["config/fetch", "composeExtension/queryLink", "composeExtension/selectItem", "signin/verifyState", "something/else"])
        {
            await Asks(jonas, unknown, new JsonObject());
        }

        var theirs = (await NodeScript.RunAsync(
            "Channels/BotFramework/botbuilder-invokes.cjs",
            _asked.Select(each => new { activity = each.Activity, answer = each.Body.ValueKind == JsonValueKind.Undefined ? (JsonElement?)null : each.Body }))).EnumerateArray().ToList();

        Assert.Equal(
            ["query articles vpn", "query tickets no such thing", "fetchTask createTicket m1", "submitAction incidents.file", "submitAction incidents.file", "fetch form", "submit changes.file", "action incidents.file", "action tickets.show", "submit tickets.list"],
            theirs.Select(answer => answer.GetProperty("handler").GetString()).OfType<string>());
        foreach (var ((activity, status, body), answer) in _asked.Zip(theirs))
        {
            var name = $"{activity["name"]}";

            // To a click Teams wants 200 whatever happened, with the status in the envelope (Universal Actions); the SDK says it twice.
            var isError = name == "adaptiveCard/action" && answer.GetProperty("status").GetInt32() == 400;
            Assert.True((isError ? 200 : answer.GetProperty("status").GetInt32()) == (int)status, $"{name}: {status}, {answer.GetProperty("status")}");
            HasShapeOf(answer.GetProperty("body"), body, name, isError);
        }
    }

    private async Task<JsonElement> Asks(TeamsTalker who, string name, JsonNode? value)
    {
        var activity = who.Filled(new JsonObject { ["type"] = "invoke", ["name"] = name, ["value"] = value?.DeepClone() });
        var (status, body) = await who.Posts(activity);
        _asked.Add((activity, status, body));
        return body;
    }

    private static JsonObject Query(string command, string typed) => new()
    {
        ["commandId"] = command,
        ["parameters"] = new JsonArray(new JsonObject { ["name"] = "query", ["value"] = typed }),
        ["queryOptions"] = new JsonObject { ["skip"] = 0, ["count"] = 5 },
    };

    private static JsonObject Data(ShownCard form, object? typed = null)
    {
        var (verb, data) = form.Press("Send", typed);
        data["verb"] = verb;
        return new JsonObject { ["commandId"] = "createTicket", ["data"] = data };
    }

    private static JsonObject Action(string type, string verb, JsonObject? click) =>
        new() { ["action"] = new JsonObject { ["type"] = type, ["verb"] = verb, ["data"] = click?["value"]!["action"]!["data"]!.DeepClone() } };

    /// <summary>Everything that is in one is in the other. Ours names the template of a card beside it, and theirs has lists with nothing in them.</summary>
    private static void HasShapeOf(JsonElement theirs, JsonElement ours, string path, bool isError)
    {
        if (theirs.ValueKind != JsonValueKind.Object || ours.ValueKind != JsonValueKind.Object)
        {
            if (theirs.ValueKind == JsonValueKind.Array && ours.ValueKind == JsonValueKind.Array)
            {
                Assert.Equal(theirs.GetArrayLength(), ours.GetArrayLength());
                foreach (var (their, our) in theirs.EnumerateArray().Zip(ours.EnumerateArray()))
                {
                    HasShapeOf(their, our, path, isError);
                }

                return;
            }

            var (one, other) = (theirs.ValueKind == JsonValueKind.Undefined ? "null" : theirs.GetRawText(), ours.ValueKind == JsonValueKind.Undefined ? "null" : ours.GetRawText());
            Assert.True((isError && path.EndsWith(".message", StringComparison.Ordinal)) || JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other)), $"{path}: {one} and {other}");
            return;
        }

        var names = theirs.EnumerateObject().Where(each => each.Value is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > 0).Select(each => each.Name).ToHashSet();
        Assert.True(names.SetEquals(ours.EnumerateObject().Select(each => each.Name).Where(name => names.Contains(name) || name != "name")), $"{path}: {theirs} and {ours}");
        foreach (var name in names)
        {
            HasShapeOf(theirs.GetProperty(name), ours.GetProperty(name), $"{path}.{name}", isError);
        }
    }
}
