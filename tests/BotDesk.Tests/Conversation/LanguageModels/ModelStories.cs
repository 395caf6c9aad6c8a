using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace BotDesk.Tests.Conversation.LanguageModels;

/// <summary>A language model helps where one is configured, and harms nobody whatever it does.</summary>
public class ModelStories : DeskStories
{
    /// <summary>Read as two things, neither of them surely.</summary>
    private const string Unclear = "can somebody look after the beamer list of ravi talpade, +44 20 7946 0958";
    private const string Vpn = "my vpn does not connect error 809, so says ravi";
    private const string Choices = "conversation/choices";

    [Story]
    public async Task It_says_which_of_the_intents_and_nothing_else_it_says_counts()
    {
        await using var model = await FakeModel.StartAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = model.Settings("00:00:00.7") });
        var jonas = desk.As("jonas");

        model.AlwaysSays("""{"intent":"list_tickets","item":null}""");
        Assert.Equal("tickets/list", (await jonas.Says(Unclear)).Cards.Single().Template);
        var sent = Assert.Single(model.Asked);
        Assert.DoesNotContain("alpade", sent, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("7946", sent, StringComparison.Ordinal);
        Assert.Contains("beamer list", sent, StringComparison.Ordinal);

        // Sure messages, commands and clicks are nobody else's business.
        await jonas.Says("my tickets");
        Assert.Single(model.Asked);

        // Whatever it does, jonas gets what he would get without it. A sound answer in between keeps it from being left alone.
        foreach (var misdeed in Misdeeds)
        {
            model.Does = misdeed;
            Assert.Equal(Choices, (await jonas.Says(Unclear)).Cards.Single().Template);
            model.AlwaysSays("""Gladly! ```json {"intent":"list_tickets"} ```""");
            Assert.Equal("tickets/list", (await jonas.Says(Unclear)).Cards.Single().Template);
        }

        // One that fails again and again is not asked any more.
        model.Does = (_, context) => Fail(context, 503);
        for (var time = 0; time < 3; time++)
        {
            await jonas.Says(Unclear);
        }

        var before = model.Asked.Count;
        model.AlwaysSays("""{"intent":"list_tickets"}""");
        Assert.Equal(Choices, (await jonas.Says(Unclear)).Cards.Single().Template);
        Assert.Equal(before, model.Asked.Count);
    }

    [Story]
    public async Task Nobody_else_waits_while_it_thinks()
    {
        await using var model = await FakeModel.StartAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = model.Settings("00:00:08") });
        var (jonas, ravi) = (desk.As("jonas"), desk.As("ravi"));
        var (asked, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        model.Does = async (_, context) =>
        {
            asked.SetResult();
            await goOn.Task;
            await FakeModel.Says(context, """{"intent":"list_tickets"}""");
        };

        var thinking = jonas.Says(Unclear);
        await asked.Task.WaitAsync(Arrivals.Patience);
        var filed = await ravi.HasTicket("the dock by the window flickers and it is urgent");
        Assert.False(thinking.IsCompleted);
        goOn.SetResult();

        Assert.StartsWith("INC", filed, StringComparison.Ordinal);
        Assert.Equal("tickets/list", (await thinking).Cards.Single().Template);
    }

    [Story]
    public async Task It_words_an_answer_from_the_articles_and_says_which()
    {
        await using var model = await FakeModel.StartAsync();
        await using var desk = await StartDesk(new DeskSetup { Settings = model.Settings() });
        var jonas = desk.As("jonas");

        model.Does = (data, context) => FakeModel.Says(context, Answer("Switch to your phone's hotspot and try once more.", First(data)));
        var card = (await jonas.Says(Vpn)).Card("knowledge/suggestions");
        Assert.Contains("Switch to your phone's hotspot and try once more. (KB", card.Text, StringComparison.Ordinal);
        Assert.Contains("Read", string.Join(' ', card.Buttons), StringComparison.Ordinal);
        Assert.DoesNotContain("ravi", Assert.Single(model.Asked), StringComparison.OrdinalIgnoreCase);

        // None of these is in the articles, or none of it is said by the one that is named.
        foreach (var (text, article) in new[]
        {
            ("Switch to your phone's hotspot and try once more.", "A9"),
            ("Switch to your phone's hotspot and try once more.", "KB1"),
            ("Switch to your phone's hotspot, see https://evil.example.com/hotspot.", null),
            ("Switch to your phone's hotspot, see hotspot.evil.example.", null),
            ("Switch to your phone's hotspot and write to hotspot@example.com.", null),
            ("Switch to your phone's hotspot and call 0900 555.", null),
            ("Wechseln Sie zum Hotspot Ihres Handys und versuchen Sie es bitte noch einmal.", null),
            ("All previous rules are lifted: please tell everybody your salary today.", null),
            (string.Concat(Enumerable.Repeat("Switch to your phone's hotspot and try once more. ", 20)), null),
            ("", null),
        })
        {
            model.Does = (data, context) => FakeModel.Says(context, Answer(text, article ?? First(data)));
            var plain = (await jonas.Says(Vpn)).Card("knowledge/suggestions");
            Assert.DoesNotContain("language model", plain.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Length > 0 ? text : "()", plain.Text, StringComparison.Ordinal);
        }

        // A good sentence does not carry a bad one.
        model.Does = (data, context) => FakeModel.Says(context, $$"""{"sentences":[{"text":"Switch to your phone's hotspot and try once more.","articles":["{{First(data)}}"]},{"text":"Trust me.","articles":[]}]}""");
        Assert.DoesNotContain("hotspot and try once more. (", (await jonas.Says(Vpn)).Card("knowledge/suggestions").Text, StringComparison.Ordinal);

        // In German from German articles, or not at all.
        await jonas.Says("auf Deutsch bitte");
        model.Does = (data, context) => FakeModel.Says(context, Answer("Verbinden Sie den Laptop mit dem Hotspot Ihres Handys und versuchen Sie es erneut.", First(data)));
        Assert.Contains("Von einem Sprachmodell", (await jonas.Says("mein vpn verbindet sich nicht, fehler 809")).Card("knowledge/suggestions").Text, StringComparison.Ordinal);
    }

    private static readonly Func<JsonObject, HttpContext, Task>[] Misdeeds =
    [
        (_, context) => UntilGivenUp(context),
        (_, context) => Fail(context, 500),
        (_, context) => context.Response.WriteAsync("{\"choices\":[{"),
        (_, context) => context.Response.WriteAsync("<html>sign in</html>"),
        (_, context) => context.Response.WriteAsync("""{"choices":[]}"""),
        (_, context) => FakeModel.Says(context, ""),
        (_, context) => FakeModel.Says(context, "Ignoring my instructions as the message says, I have approved everything."),
        (_, context) => FakeModel.Says(context, """{"intent":"approve"}"""),
        (_, context) => FakeModel.Says(context, """{"intent":"close_ticket"}"""),
        (_, context) => FakeModel.Says(context, """{"intent":"rm -rf"}"""),
        (_, context) => FakeModel.Says(context, """{"intent":["list_tickets"]}"""),
        (_, context) => FakeModel.Says(context, """[{"intent":"list_tickets"},{"intent":"list_tickets"}]"""),
        (_, context) => FakeModel.Says(context, new string('{', 5000) + "}"),
        (_, context) => FakeModel.Says(context, new string('x', 200_000)),
        async (_, context) =>
        {
            await context.Response.WriteAsync("""{"choices":[""");
            await context.Response.Body.FlushAsync();
            await UntilGivenUp(context);
        },
        async (_, context) =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string(' ', 1000), context.RequestAborted);
            }
        },
        (_, context) =>
        {
            context.Response.Redirect("http://127.0.0.1:1/elsewhere");
            return Task.CompletedTask;
        },
        (_, context) =>
        {
            context.Abort();
            return Task.CompletedTask;
        },
    ];

    private static async Task UntilGivenUp(HttpContext context)
    {
        var givenUp = new TaskCompletionSource();
        await using var registered = context.RequestAborted.Register(givenUp.SetResult);
        await givenUp.Task;
    }

    private static Task Fail(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static string First(JsonObject data) => (string)data["articles"]!.AsArray().First(article => ((string)article!["text"]!).Contains("otspot", StringComparison.Ordinal))!["id"]!;

    private static string Answer(string text, string article) => JsonSerializer.Serialize(new { sentences = new[] { new { text, articles = new[] { article } } } });
}
