namespace BotDesk.Tests.ServiceRequests.Chat;

/// <summary>Requests from the first message to closure, by the people who have a part in them.</summary>
public class FulfilmentStories : DeskStories
{
    private const string Form = "serviceRequests/form";

    [Story]
    public async Task Somebody_joins(Door door)
    {
        await using var desk = await StartDesk();
        var (noor, anouk, priya) = (await desk.As("noor", door), await desk.As("anouk", door), await desk.As("priya", door));
        var number = await OrdersStarter(noor);

        var waiting = (await anouk.Says("tasks of " + number)).Card("serviceRequests/tasks");
        var early = await priya.Says($"done {number}: Give wifi and VPN access");
        var account = (await anouk.Clicks(waiting, "Open")).Card("serviceRequests/task");
        var clicked = await anouk.Clicks(account, "Done", new { note = "The address is kim.berg@larkfield.example.com." });
        var done = clicked.Replacement ?? await anouk.SeesReplaced(account);
        var told = await noor.Receives("tickets/update");
        var status = (await noor.Says(number)).Card("tickets/ticket");
        await priya.Says($"done {number} wifi");
        await anouk.Says($"done {number} prepare");
        await anouk.Says($"done {number} applications");
        await anouk.Says($"skip {number} badge: She has one from her internship.");
        var last = (await anouk.Says($"done {number}")).Card("serviceRequests/task");
        var resolved = await noor.Receives("tickets/resolved");
        await noor.Says("yes");

        Assert.Contains("Give wifi and VPN access\" comes later; first comes \"Create the account and mailbox\"", early.Everything, StringComparison.Ordinal);
        Assert.Contains("Name of the new colleague  Kim Berg", account.Text, StringComparison.Ordinal);
        Assert.Contains("Still to do: Prepare the device", done.Text, StringComparison.Ordinal);
        Assert.Contains("1 of 6: Create the account and mailbox is done", told.Text, StringComparison.Ordinal);
        Assert.Contains("kim.berg@larkfield.example.com", told.Text, StringComparison.Ordinal);
        Assert.Contains("Prepare the device\u200e  ·  to do", status.Text, StringComparison.Ordinal);
        Assert.Contains("Send the first-day guide to the manager\u200e  ·  comes later", status.Text, StringComparison.Ordinal);
        Assert.Contains("nothing is left to do", last.Text, StringComparison.Ordinal);
        Assert.Contains("Not needed: Make the badge.", resolved.Text, StringComparison.Ordinal);
        Assert.Equal("Closed", await desk.Row<string>("SELECT status FROM tickets WHERE number = @number", new { number }));
        Assert.Equal(
            ["request.filed noor", "approval.opened noor", "approval.approved helena", "request.task.done anouk", "request.task.done priya", "request.task.done anouk", "request.task.done anouk", "request.task.skipped anouk", "request.task.done anouk", "ticket.resolved anouk", "ticket.confirmed noor"],
            await desk.Rows<string>("SELECT action || ' ' || handle FROM audit JOIN people ON people.id = audit.person_id WHERE subject = @number ORDER BY audit.id", new { number }));
    }

    [Story]
    public async Task Access_to_sensitive_data_is_given_for_a_time(Door door)
    {
        await using var desk = await StartDesk();
        var (amara, anouk, tomasz) = (await desk.As("amara", door), await desk.As("anouk", door), await desk.As("tomasz", door));
        var form = (await amara.Says("Hi, I need access to payroll for the audit")).Card(Form);
        var more = (await amara.Clicks(form, "Send", FormStories.Typed(
            ("for-whom", "me"), ("role", "viewer"), ("countries", "de,uk"), ("reason", "I check the provisions for the audit."), ("from", FormStories.InDays(1)), ("until", FormStories.InDays(60)), ("trained", "no")))).Card(Form);
        var filed = (await amara.Clicks(more, "Send", FormStories.Typed(("training-day", FormStories.InDays(5))))).Card("serviceRequests/approval");
        await desk.As("mira").Says($"approve {filed.Number}");

        await anouk.Says($"done {filed.Number} training: The training is on her calendar.");
        await anouk.Says($"done {filed.Number} role");
        await tomasz.Says($"done {filed.Number} log");
        var open = await desk.Row<string>("SELECT status FROM tickets WHERE number = @Number", new { filed.Number });
        await anouk.Says($"done {filed.Number} day on which");
        await amara.Receives("tickets/resolved");
        await amara.Says("yes, thanks");

        Assert.Contains("Who gets it  Amara Nwosu-Field", filed.Text, StringComparison.Ordinal);
        Assert.Contains("For whose pay  United Kingdom, Germany", filed.Text, StringComparison.Ordinal);
        Assert.Equal("InProgress", open);
        Assert.Equal("Closed", await desk.Row<string>("SELECT status FROM tickets WHERE number = @Number", new { filed.Number }));
    }

    [Story]
    public async Task A_laptop_is_ordered_and_the_same_for_a_colleague(Door door)
    {
        await using var desk = await StartDesk();
        var (sofie, anouk) = (await desk.As("sofie", door), await desk.As("anouk", door));
        var number = await OrdersLaptop(sofie);

        var again = (await sofie.Says("order the same for Anna")).Card(Form);
        var second = (await sofie.Clicks(again, "Send")).Card("serviceRequests/approval");
        await Agreed(sofie, second.Number, "desmond", "mira");
        foreach (var task in (string[])["order", "install", "hand"])
        {
            await anouk.Says($"done {second.Number} {task}");
        }

        await sofie.Receives("tickets/resolved");
        await sofie.Says("yes");

        Assert.Equal(("Anna", "macbook", "se", "bag"), (again.Input("for-whom"), again.Input("model"), again.Input("keyboard"), again.Input("extras")));
        Assert.NotEqual(number, second.Number);
        Assert.Contains("Laptop for Anna", second.Text, StringComparison.Ordinal);
        Assert.Equal("New", await desk.Row<string>("SELECT status FROM tickets WHERE number = @number", new { number }));
        Assert.Equal("Closed", await desk.Row<string>("SELECT status FROM tickets WHERE number = @Number", new { second.Number }));
    }

    [Story]
    public async Task Ordered_again_only_what_does_not_fit_any_more_is_asked_anew()
    {
        await using var desk = await StartDesk();
        var amara = desk.As("amara");
        var form = (await amara.Says("I need contractor vpn")).Card(Form);
        var number = (await amara.Clicks(form, "Send", FormStories.Typed(
            ("for-whom", "Jo Partner"), ("company", "Partner Ltd"), ("mail", "jo@partner.example.com"), ("systems", "vpn"), ("from", FormStories.InDays(1)), ("until", FormStories.InDays(40))))).Card("tickets/filed").Number;
        await desk.Rows<int>($"UPDATE tickets SET answers = REPLACE(answers, '{FormStories.InDays(40)}', '2020-01-01') WHERE number = '{number}'");

        var again = (await amara.Says("order the same for Kim Berg")).Card(Form);
        var filed = (await amara.Clicks(again, "Send", FormStories.Typed(("until", FormStories.InDays(50))))).Card("tickets/filed");

        Assert.Equal(("Kim Berg", "Partner Ltd", "vpn", FormStories.InDays(1), ""), (again.Input("for-whom"), again.Input("company"), again.Input("systems"), again.Input("from"), again.Input("until") ?? ""));
        Assert.Contains("Name of the partner  Kim Berg", filed.Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task The_same_is_ordered_by_number_and_only_what_is_ones_own()
    {
        await using var desk = await StartDesk();
        var (sofie, jonas) = (desk.As("sofie"), desk.As("jonas"));
        var number = await OrdersLaptop(sofie);
        await sofie.Says("I need Visio");
        await sofie.Says("send it");

        Assert.Equal("Ravi", (await sofie.Says($"order {number} again for Ravi please")).Card(Form).Input("for-whom"));
        Assert.NotNull((await sofie.Says($"order {number} for Ravi")).Card(Form).Input("keyboard"));
        Assert.Contains($"I find no request {number} of yours", (await jonas.Says($"order {number} for Ravi")).Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task An_order_is_cancelled_while_it_still_can_be()
    {
        await using var desk = await StartDesk();
        var (sofie, anouk) = (desk.As("sofie"), desk.As("anouk"));
        var (first, second) = (await OrdersLaptop(sofie), await OrdersLaptop(sofie));

        var cancelled = await sofie.Says($"cancel {first}");
        var late = await anouk.Says($"done {first} order");
        await anouk.Says($"done {second} order");
        var refused = await sofie.Says($"cancel {second}");
        var card = (await sofie.Says(second)).Card("tickets/ticket");

        Assert.Contains($"{first} is withdrawn", cancelled.Text, StringComparison.Ordinal);
        Assert.Contains("\"Order it from the supplier\" is cancelled, because " + first + " has ended.", late.Text, StringComparison.Ordinal);
        Assert.Equal(["Cancelled"], await desk.Rows<string>("SELECT DISTINCT request_tasks.status FROM request_tasks JOIN tickets ON tickets.id = ticket_id WHERE number = @first", new { first }));
        Assert.Contains("can no longer be cancelled: \"Order it from the supplier\" is done", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("No longer needed", card.Buttons);
    }

    [Story]
    public async Task An_agent_who_resolves_or_declines_ends_what_is_left()
    {
        await using var desk = await StartDesk();
        var (sofie, anouk) = (desk.As("sofie"), desk.As("anouk"));
        var number = await OrdersLaptop(sofie);

        await anouk.Says($"resolve {number} declined: There is a spare one in the cupboard.");

        Assert.Contains("There is a spare one", (await sofie.Receives("tickets/resolved")).Text, StringComparison.Ordinal);
        Assert.Equal(["Cancelled"], await desk.Rows<string>("SELECT DISTINCT request_tasks.status FROM request_tasks JOIN tickets ON tickets.id = ticket_id WHERE number = @number", new { number }));
    }

    [Story]
    public async Task A_task_is_done_once_however_often_it_is_clicked()
    {
        await using var desk = await StartDesk();
        var (sofie, anouk, tomasz) = (desk.As("sofie"), desk.As("anouk"), desk.As("tomasz"));
        var number = await OrdersLaptop(sofie);
        var hers = (await anouk.Clicks((await anouk.Says($"tasks of {number}")).Card("serviceRequests/tasks"), "Open")).Card("serviceRequests/task");
        var his = (await tomasz.Clicks((await tomasz.Says($"tasks of {number}")).Card("serviceRequests/tasks"), "Open")).Card("serviceRequests/task");

        await anouk.Clicks(hers, "Done");
        var again = await anouk.Clicks(hers, "Done");
        var other = await tomasz.Clicks(his, "Done");
        var reason = await tomasz.Says($"skip {number}");

        Assert.Contains("done", again.Everything, StringComparison.Ordinal);
        Assert.Contains("is already done, by Anouk Verhaal", other.Everything, StringComparison.Ordinal);
        Assert.Contains("Say why it is not needed", reason.Text, StringComparison.Ordinal);
        Assert.Equal(1, await desk.Row<long>("SELECT count(*) FROM audit WHERE subject = @number AND action = 'request.task.done'", new { number }));
    }

    [Story]
    public async Task Two_agents_who_do_tasks_side_by_side_at_once_both_count()
    {
        await using var desk = await StartDesk();
        var (noor, anouk, priya) = (desk.As("noor"), desk.As("anouk"), desk.As("priya"));
        var number = await OrdersStarter(noor);
        await anouk.Says($"done {number}");

        await Task.WhenAll(anouk.Says($"done {number} prepare"), priya.Says($"done {number} wifi"));

        Assert.Equal(3, await desk.Row<long>("SELECT count(*) FROM request_tasks JOIN tickets ON tickets.id = ticket_id WHERE number = @number AND request_tasks.status = 'Done'", new { number }));
    }

    [Story]
    public async Task Each_role_does_only_what_is_its_own()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");
        var number = await OrdersLaptop(sofie);
        var card = (await desk.As("anouk").Clicks((await desk.As("anouk").Says($"tasks of {number}")).Card("serviceRequests/tasks"), "Open")).Card("serviceRequests/task");

        foreach (var (handle, answer) in ((string, string)[])[
            ("sofie", "Only agents of the desk can do that."),
            ("jonas", "Only agents of the desk can do that."),
            ("desmond", "Only agents of the desk can do that."),
            ("helena", "Only agents of the desk can do that."),
            ("priya", "is for Service Desk; somebody of that group has to do it.")])
        {
            Assert.Contains(answer, (await desk.As(handle).Clicks(card, "Done")).Everything, StringComparison.Ordinal);
            Assert.Contains(answer, (await desk.As(handle).Clicks(card, "Not needed", new { note = "Because." })).Everything, StringComparison.Ordinal);
        }

        foreach (var handle in (string[])["sofie", "jonas", "desmond", "helena"])
        {
            Assert.DoesNotContain("Order it from the supplier", (await desk.As(handle).Says("tasks")).Everything, StringComparison.Ordinal);
        }

        Assert.Contains("Order it from the supplier", (await desk.As("tomasz").Says("tasks")).Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Order it from the supplier", (await desk.As("priya").Says("my tasks")).Everything, StringComparison.Ordinal);
        Assert.Contains("Order it from the supplier", (await desk.As("priya").Says("all tasks")).Everything, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action LIKE 'request.task.%'"));
    }

    [Story]
    public async Task Agents_do_not_work_on_what_they_ordered_themselves()
    {
        await using var desk = await StartDesk();
        var number = await OrdersLaptop(desk.As("anouk"));

        Assert.Contains("No task waits here", (await desk.As("anouk").Says($"tasks of {number}")).Everything, StringComparison.Ordinal);
        Assert.Contains("done", (await desk.As("tomasz").Says($"done {number} order")).Everything, StringComparison.Ordinal);
    }

    private static async Task<string> OrdersStarter(Talker noor)
    {
        var form = (await noor.Says("We have a new hire starting, please set everything up")).Card(Form);
        var number = (await noor.Clicks(form, "Send", FormStories.Typed(
            ("for-whom", "Kim Berg"), ("needed-by", FormStories.InDays(14)), ("arrives-at", "09:00"), ("manager", "Desmond"), ("job", "Buyer"), ("place", "office"), ("device", "windows"), ("systems", "business-apps,vpn"), ("buddy", "sofie")))).Card("serviceRequests/approval").Number;
        return await Agreed(noor, number, "helena");
    }

    private static async Task<string> OrdersLaptop(Talker who)
    {
        var form = (await who.Says("I need a new laptop")).Card(Form);
        var number = (await who.Clicks(form, "Send", FormStories.Typed(("model", "macbook"), ("keyboard", "se"), ("extras", "bag"), ("replaces", "no"), ("delivery", "desk")))).Card("serviceRequests/approval").Number;
        return await Agreed(who, number, who.Handle == "anouk" ? "helena" : "desmond", "mira");
    }

    /// <summary>Those who have to agree do.</summary>
    private static async Task<string> Agreed(Talker requester, string number, params string[] approvers)
    {
        foreach (var approver in approvers)
        {
            await requester.Desk.As(approver).Says($"approve {number}");
        }

        return number;
    }
}
