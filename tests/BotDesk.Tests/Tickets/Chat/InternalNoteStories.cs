namespace BotDesk.Tests.Tickets.Chat;

/// <summary>What agents note among themselves never reaches the requester, whichever way they ask.</summary>
public class InternalNoteStories : DeskStories
{
    private const string Secret = "the requester shouts at everybody";

    [Story]
    public async Task The_requester_never_sees_a_note_in_whatever_they_ask(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);
        var number = await Noted(desk, jonas);

        foreach (var words in new[]
        {
            number, "my tickets", $"status of {number}", "where is my vpn ticket", $"show {number}", $"add to {number}: hello", $"note {number}: what is noted", $"work {number}",
            $"reopen {number}: no", "what did tomasz note", "show internal notes", $"what happened to {number}?", "my work", "queue",
        })
        {
            Assert.DoesNotContain(Secret, (await jonas.Says(words)).Everything, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain(Secret, await EverythingSentTo(desk, jonas), StringComparison.OrdinalIgnoreCase);
    }

    [Story]
    public async Task No_news_carries_a_note()
    {
        await using var desk = await StartDesk();
        var (jonas, tomasz) = (desk.As("jonas"), desk.As("tomasz"));
        var number = await Noted(desk, jonas);

        await tomasz.Says($"reply {number}: hello");
        await tomasz.Says($"assign {number} to priya");
        await tomasz.Says($"resolve {number}: done");
        var resolved = await jonas.Receives("tickets/resolved");
        await jonas.Clicks(resolved, "Still broken", new { text = "hm" });
        await tomasz.Says($"note {number}: {Secret} again");
        await tomasz.Says($"resolve {number}: done");

        Assert.DoesNotContain(Secret, await EverythingSentTo(desk, jonas), StringComparison.OrdinalIgnoreCase);
    }

    [Story]
    public async Task No_old_card_brings_a_note_when_it_is_clicked_late()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var number = await jonas.HasTicket("my vpn drops");
        var card = (await jonas.Says(number)).Card("tickets/ticket");
        await desk.As("tomasz").Says($"note {number}: {Secret}");

        foreach (var button in card.Buttons.Concat(card.Buttons))
        {
            Assert.DoesNotContain(Secret, (await jonas.Clicks(card, button, new { text = "x" })).Everything, StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain(Secret, await EverythingSentTo(desk, jonas), StringComparison.OrdinalIgnoreCase);
    }

    [Story]
    public async Task No_note_is_in_an_answer_that_comes_in_the_response()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        var number = await Noted(desk, jonas);

        Assert.DoesNotContain(Secret, (await jonas.SaysExpectingReplies(number)).Everything, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, (await jonas.SaysExpectingReplies("my tickets")).Everything, StringComparison.OrdinalIgnoreCase);
    }

    [Story]
    public async Task An_agent_who_opened_the_ticket_is_its_requester_and_sees_no_note()
    {
        await using var desk = await StartDesk();
        var anouk = desk.As("anouk");
        var number = await Noted(desk, anouk);

        foreach (var words in new[] { number, $"work {number}", "my tickets", "queue", "my work", $"take {number}", $"note {number}: mine", $"reply {number}: mine", $"resolve {number}: mine" })
        {
            Assert.DoesNotContain(Secret, (await anouk.Says(words)).Everything, StringComparison.OrdinalIgnoreCase);
        }

        foreach (var verb in new[] { "tickets.work", "tickets.take", "tickets.note", "tickets.show" })
        {
            var (_, response) = await anouk.Posts(TeamsTalker.Click(verb, new() { ["ticket"] = number, ["nonce"] = Guid.NewGuid().ToString("N") }));
            Assert.DoesNotContain(Secret, response.GetRawText(), StringComparison.OrdinalIgnoreCase);
        }

        Assert.DoesNotContain(Secret, await EverythingSentTo(desk, anouk), StringComparison.OrdinalIgnoreCase);
    }

    [Story]
    public async Task Another_agent_sees_it_marked_as_internal()
    {
        await using var desk = await StartDesk();
        var number = await Noted(desk, desk.As("jonas"));

        var work = (await desk.As("priya").Says($"work {number}")).Card("tickets/work");

        Assert.Contains(Secret, work.Text, StringComparison.Ordinal);
        Assert.Contains("Internal, not shown to the requester", work.Text, StringComparison.Ordinal);
    }

    private static async Task<string> Noted(DeskHost desk, Talker requester)
    {
        var number = await requester.HasTicket("my vpn drops every ten minutes");
        var tomasz = desk.As("tomasz");
        var work = (await tomasz.Says($"work {number}")).Card("tickets/work");
        await tomasz.Clicks(work, "Save internal note", new { note = Secret });
        await tomasz.Says($"note {number}: {Secret}");
        Assert.Equal(2, await desk.Row<long>("SELECT count(*) FROM ticket_entries WHERE kind = 'InternalNote' AND text = @Secret", new { Secret }));
        return number;
    }

    /// <summary>All that was ever put on its way to a conversation, delivered or not.</summary>
    private static async Task<string> EverythingSentTo(DeskHost desk, Talker talker) =>
        string.Join('\n', (await desk.Rows<byte[]>("SELECT activity FROM outbox WHERE conversation_key = @ConversationKey", new { talker.ConversationKey })).Select(activity => System.Text.Encoding.UTF8.GetString(activity)));
}
