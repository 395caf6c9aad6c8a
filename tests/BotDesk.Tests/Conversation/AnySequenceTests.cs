using System.Text.Json.Nodes;
using FsCheck.Fluent;

namespace BotDesk.Tests.Conversation;

/// <summary>Whatever is said, clicked and cancelled in whatever order: everything is answered, nothing fails, nothing is stored by halves, and there is always a way out.</summary>
public class AnySequenceTests : DeskStories
{
    private const int Sequences = 20;
    private const int Longest = 14;

    private static readonly string[] Texts =
    [
        "I need a new laptop", "ich brauche einen Monitor für Ravi", "my vpn drops every ten minutes", "create a ticket", "ticket erstellen", "new change: renew the wifi certificate tomorrow 8pm", "I need payroll access",
        "request something", "ask me one by one", "frag mich einzeln", "send it", "absenden", "yes", "no", "ja", "nein", "back", "zurück", "skip", "überspringen", "cancel", "abbrechen", "show the form", "weiter",
        "actually make it a request", "mach lieber eine Störung daraus", "no, make it a change instead", "no, Outlook not Teams", "nein, Windows statt MacBook", "title: printer jams", "urgency high", "Dringlichkeit: übermorgen",
        "for Anna", "für Ravi", "by friday", "model macbook", "2", "7", "99", "german", "macbook", "bag and dock", "klingon", "LF-04711", "9:30", "my tickets", "INC1", "what can I order?", "how do I share my calendar?", "help", "thanks",
        "talk to the hand", "Outlook crashes, also I need a headset", "the second one", "asdf", "???", "", "  ", "\u202E\u0000x", "title:", ": :", "not", "instead of", "for", "nicht sondern", "it also beeps", "that helped", "that didn't help",
        "${nonce} {{x}} <b>*y*</b>", "'; DROP TABLE tickets; --", "5", "the title should be", "set the urgency to", "i meant", "hello",
    ];

    [Story]
    public async Task No_sequence_of_texts_and_clicks_fails_or_leaves_something_half_stored()
    {
        await using var desk = await StartDesk();
        var step = Gen.Frequency((5, Gen.Elements(Texts).Select(text => new Step(text, 0, 0))), (3, from card in Gen.Choose(0, 3) from button in Gen.Choose(0, 9) select new Step(null, card, button)));
        var number = 0;
        foreach (var steps in Gen.Sample(step.ListOf().Where(list => list.Count > 0).Select(list => list.Take(Longest).ToList()), Longest, Sequences))
        {
            await GoesAsync(desk, desk.As("sofie", $"a:any-{number++}"), steps);
        }

        Assert.Empty(await desk.Rows<string>("SELECT number FROM tickets WHERE title = '' OR requester_id IS NULL"));
    }

    private static async Task GoesAsync(DeskHost desk, TeamsTalker sofie, List<Step> steps)
    {
        var cards = new List<ShownCard>();
        var told = new List<string>();
        foreach (var step in steps)
        {
            var before = await FiledAsync(desk);
            var reply = await DoesAsync(sofie, cards, step, told);
            var filed = await FiledAsync(desk) - before;
            var story = string.Join(" → ", told);

            Assert.True(reply.Everything.Trim().Length > 0, $"Nothing was answered: {story}");
            Assert.DoesNotContain("Something went wrong", reply.Everything, StringComparison.Ordinal);
            Assert.True(filed is 0 or 1, $"{filed} were filed at once: {story}");
            Assert.True(filed == 0 || await HasNoFormAsync(desk, sofie), $"It was filed, and its form stays open: {story}");
            cards.AddRange(reply.Cards.Where(card => card.Buttons.Count > 0));
        }

        // However it stands, one can leave, and begin anew.
        for (var at = 0; at < 4; at++)
        {
            await sofie.Says("cancel");
        }

        Assert.True(await HasNoFormAsync(desk, sofie), $"It cannot be left: {string.Join(" → ", told)}");
        var begun = await sofie.Says("create a ticket: the scanner is on fire");
        var form = begun.Cards is [{ Template: "incidents/similar" } similar] ? await sofie.Clicks(similar, similar.Buttons[1]) : begun;
        Assert.NotEmpty(form.Card("incidents/form").Text);
        Assert.NotEmpty((await sofie.Says("send it")).Card("tickets/filed").Number);
    }

    private static async Task<Reply> DoesAsync(TeamsTalker sofie, List<ShownCard> cards, Step step, List<string> told)
    {
        if (step.Text is { } text)
        {
            told.Add($"\"{text}\"");
            return await sofie.Says(text);
        }

        // An older card as likely as the last one.
        if (cards.Count == 0)
        {
            told.Add("help");
            return await sofie.Says("help");
        }

        var card = cards[^Math.Min(cards.Count, step.Card + 1)];
        var button = card.Buttons[step.Button % card.Buttons.Count];
        told.Add($"[{card.Template}: {button}]");
        var reply = await sofie.Clicks(card, button);
        return reply.Everything.Length > 0 ? reply : reply with { Texts = ["(done)"] };
    }

    private static Task<long> FiledAsync(DeskHost desk) => desk.Row<long>("SELECT count(*) FROM audit WHERE action IN ('incident.filed', 'request.filed', 'change.filed')");

    private static async Task<bool> HasNoFormAsync(DeskHost desk, TeamsTalker sofie) =>
        await desk.Row<string>("SELECT state FROM chats WHERE key = @ConversationKey", new { sofie.ConversationKey }) is not { } state || JsonNode.Parse(state)?["Draft"] is null;

    private sealed record Step(string? Text, int Card, int Button);
}
