using BotDesk.Tests.Changes.Chat;

namespace BotDesk.Tests.ServiceRequests.Chat;

/// <summary>What is ordered and has to be approved, from the first message on, by the people who have a part in it.</summary>
public class ApprovedOrderStories : DeskStories
{
    [Story]
    public async Task A_laptop_waits_for_the_manager_then_for_finance_and_only_then_is_worked_on(Door door)
    {
        await using var desk = await StartDesk();
        var (sofie, desmond, mira, anouk) = (await desk.As("sofie", door), await desk.As("desmond", door), desk.As("mira"), desk.As("anouk"));
        await desmond.Says("hello");
        await mira.Says("hello");

        var form = (await sofie.Says("I need a new laptop")).Card("serviceRequests/form");
        Assert.Contains("First Desmond Oyelaran (Line manager)\nThen Mira Castellanez (Finance)", form.Text, StringComparison.Ordinal);
        var own = (await sofie.Clicks(form, "Send", FormStories.Typed(("model", "macbook"), ("keyboard", "se"), ("replaces", "no"), ("delivery", "desk")))).Card(RequestTalkers.Waiting);
        var number = own.Number;
        var asked = await desmond.IsAsked(number);
        var tasks = await anouk.Says($"tasks of {number}");
        var taken = await anouk.Says($"take {number}");
        var standing = (await sofie.Says(number)).Card("tickets/ticket");

        Assert.Contains("Waiting for approval", own.Text, StringComparison.Ordinal);
        Assert.Contains("Waits for Desmond Oyelaran", standing.Text, StringComparison.Ordinal);
        Assert.Contains("No task waits here", tasks.Everything, StringComparison.Ordinal);
        Assert.Contains("waits for approval", taken.Text, StringComparison.Ordinal);
        foreach (var fact in (string[])["Sofie Lindqvale", "MacBook Air", "1150.00 GBP", "5 business days", "I need a new laptop"])
        {
            Assert.Contains(fact, asked.Text, StringComparison.Ordinal);
        }

        await desmond.Clicks(asked, "Approve");
        var second = await mira.IsAsked(number);
        await mira.Clicks(second, "Ask the requester", new { text = "Why not a used one?" });
        var question = await sofie.Waits(all => all.Select(arrival => arrival.Card).LastOrDefault(card => card?.Text.Contains("Why not a used one?", StringComparison.Ordinal) == true && card.Buttons.Count > 0), "the question");
        await sofie.Clicks(question, "Answer Mira Castellanez", new { text = "None is left." });
        await mira.Clicks(await mira.Sees(second, "None is left."), "Approve");

        Assert.Contains("Desmond Oyelaran and Mira Castellanez", await sofie.ReceivesWords("is approved by"), StringComparison.Ordinal);
        Assert.Equal("New", await desk.TicketStatus(number));
        await sofie.Sees(own, "Mira Castellanez\u200e  ·  approved");
        Assert.Contains("Order it from the supplier", (await anouk.Says($"tasks of {number}")).Everything, StringComparison.Ordinal);
        Assert.Equal(["request.filed", "approval.opened", "approval.approved", "approval.asked", "approval.answered", "approval.approved", "request.approved"], await desk.AuditOf(number));
    }

    [Story]
    public async Task What_is_not_approved_is_told_with_the_reason_and_nobody_works_on_it()
    {
        await using var desk = await StartDesk();
        var (sofie, desmond, mira) = (desk.As("sofie"), desk.As("desmond"), desk.As("mira"));
        var own = await sofie.WantsLaptop();

        await desmond.Says($"reject {own.Number}: Yours is one year old.");

        Assert.Contains("not approved by Desmond Oyelaran: \"Yours is one year old.\"", await sofie.ReceivesWords("not approved"), StringComparison.Ordinal);
        Assert.Equal("Declined", await desk.TicketStatus(own.Number));
        Assert.Empty((await sofie.Sees(own, "Not approved")).Buttons);
        Assert.Contains("did not approve it: \"Yours is one year old.\"", (await sofie.Says(own.Number)).Card("tickets/ticket").Text, StringComparison.Ordinal);
        Assert.Contains("was not approved. Ask for it again", (await sofie.Says($"add to {own.Number}: please")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(own.Number, (await mira.Says("my approvals")).Everything, StringComparison.Ordinal);
        Assert.Equal(["Cancelled"], await desk.Rows<string>("SELECT DISTINCT request_tasks.status FROM request_tasks JOIN tickets ON tickets.id = ticket_id WHERE number = @Number", new { own.Number }));
    }

    [Story]
    public async Task An_order_that_is_cancelled_need_not_be_decided(Door door)
    {
        await using var desk = await StartDesk();
        var (sofie, desmond) = (await desk.As("sofie", door), desk.As("desmond"));
        await desmond.Says("hello");
        var (typed, clicked) = (await sofie.WantsLaptop(), await sofie.WantsLaptop());
        var asked = await desmond.IsAsked(typed.Number);
        var other = await desmond.IsAsked(clicked.Number);

        await sofie.Says($"cancel {typed.Number}");
        await sofie.Clicks(clicked, "Withdraw it");

        foreach (var (number, card) in new[] { (typed.Number, asked), (clicked.Number, other) })
        {
            Assert.Equal("Cancelled", await desk.TicketStatus(number));
            Assert.Empty((await desmond.Sees(card, "Withdrawn")).Buttons);
            Assert.Contains("already withdrawn", (await desmond.Says($"approve {number}")).Text, StringComparison.Ordinal);
            Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE subject = @number AND action = 'ticket.withdrawn'", new { number }));
        }
    }

    [Story]
    public async Task What_costs_little_is_approved_by_the_policy_and_what_costs_more_is_not()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");

        var form = (await sofie.Says("I need Visio")).Card("serviceRequests/form");
        var cheap = (await sofie.Clicks(form, "Send")).Card("tickets/filed");
        var dear = await sofie.WantsProject();

        Assert.DoesNotContain("Has to be approved", form.Text, StringComparison.Ordinal);
        Assert.Equal(["request.filed", "approval.opened", "approval.automatic"], await desk.AuditOf(cheap.Number));
        Assert.Contains("approved it by the policy \"licence\"", (await desk.As("anouk").Says($"work {cheap.Number}")).Card("tickets/work").Text, StringComparison.Ordinal);
        Assert.Equal(("New", "Approval"), (await desk.TicketStatus(cheap.Number), await desk.TicketStatus(dear.Number)));
    }

    [Story]
    public async Task The_owner_of_the_data_decides_and_somebody_else_when_it_is_for_the_owner()
    {
        await using var desk = await StartDesk();
        var (amara, mira, helena) = (desk.As("amara"), desk.As("mira"), desk.As("helena"));

        var hers = await amara.WantsFinanceShare();
        var own = await mira.WantsFinanceShare();
        await mira.Says($"approve {hers.Number}");
        var refused = await mira.Says($"approve {own.Number}");
        await helena.Says($"approve {own.Number}");

        Assert.Contains("nobody decides what they ask for themselves", refused.Text, StringComparison.Ordinal);
        Assert.Equal(("New", "New"), (await desk.TicketStatus(hers.Number), await desk.TicketStatus(own.Number)));
    }

    [Story]
    public async Task An_approver_list_is_never_empty()
    {
        await using var desk = await StartDesk();
        var helena = desk.As("helena");

        // Nobody is her manager, and she is whom the policy names otherwise.
        var form = (await helena.Says("I need Microsoft Project")).Card("serviceRequests/form");
        var refused = await helena.Clicks(form, "Send", FormStories.Typed(("plan", "desktop"), ("cost-centre", "CC-1204")));

        Assert.Contains("Nobody can be asked for \"Line manager\"", form.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody can be asked for \"Line manager\" when Helena Strandmark is the requester", refused.Text, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'request.filed'"));
    }

    [Story]
    public async Task Approve_never_fails_with_something_went_wrong(Door door)
    {
        await using var desk = await StartDesk();
        var (sofie, desmond) = (desk.As("sofie"), await desk.As("desmond", door));
        await desmond.Says("hello");
        var cards = new List<ShownCard>();
        for (var each = 0; each < 4; each++)
        {
            cards.Add(await desmond.IsAsked((await sofie.WantsProject()).Number));
        }

        var numbers = cards.Select(card => card.Number).ToList();
        await desmond.Clicks(cards[0], "Approve");
        await desmond.Says($"reject {numbers[1]}: no");
        await sofie.Says($"cancel {numbers[2]}");
        var replies = new List<Reply> { await desmond.Says("approve REQ99999"), await desmond.Says("approve CHG0"), await desmond.Says("approve"), await sofie.Says("approve") };
        foreach (var (card, number) in cards.Zip(numbers))
        {
            replies.AddRange([await desmond.Clicks(card, "Approve"), await desmond.Clicks(card, "Approve"), await desmond.Says($"approve {number}"), await sofie.Says($"approve {number}"), await desk.As("jonas").Says($"approve {number}")]);
        }

        Assert.All(replies, reply => Assert.DoesNotContain("went wrong", reply.Everything, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["New", "Declined", "Cancelled", "New"], await desk.Rows<string>("SELECT status FROM tickets WHERE catalog_item = 'project-licence' AND id > (SELECT max(id) FROM tickets) - 4 ORDER BY id"));
    }
}
