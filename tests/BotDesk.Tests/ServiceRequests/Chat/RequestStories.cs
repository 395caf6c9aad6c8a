namespace BotDesk.Tests.ServiceRequests.Chat;

/// <summary>Somebody wants something that the desk gives.</summary>
public class RequestStories : DeskStories
{
    [Story]
    public async Task I_need_Visio_files_a_request(Door door)
    {
        await using var desk = await StartDesk();
        var sofie = await desk.As("sofie", door);

        var form = (await sofie.Says("I need Visio")).Card("serviceRequests/form");
        var filed = (await sofie.Clicks(form, "Send")).Card("tickets/filed");

        Assert.StartsWith("REQ", filed.Number, StringComparison.Ordinal);
        Assert.Contains("Visio", filed.Text, StringComparison.Ordinal);
        Assert.Contains("business day", filed.Text, StringComparison.Ordinal);
        Assert.Equal("visio-licence", await desk.Row<string>("SELECT catalog_item FROM tickets WHERE number = @Number", new { filed.Number }));
    }

    [Story]
    public async Task Who_orders_again_what_is_on_order_is_told_before_sending_it()
    {
        await using var desk = await StartDesk();
        var (sofie, ravi) = (desk.As("sofie"), desk.As("ravi"));
        var first = (await sofie.Clicks((await sofie.Says("I need Visio")).Card("serviceRequests/form"), "Send")).Card("tickets/filed").Number;

        Assert.DoesNotContain("on order already", (await ravi.Says("I need Visio")).Everything, StringComparison.Ordinal);
        var again = (await sofie.Says("I need Visio")).Card("serviceRequests/form");
        Assert.Contains($"You have this on order already: {first}, ", again.Text, StringComparison.Ordinal);
        var second = (await sofie.Clicks(again, "Send")).Card("tickets/filed").Number;

        // It is told of the last one; once none is open any more, nothing is.
        Assert.Contains(second, (await sofie.Says("I need Visio")).Card("serviceRequests/form").Text, StringComparison.Ordinal);
        await sofie.Says("cancel");
        foreach (var number in (string[])[first, second])
        {
            await sofie.Says($"withdraw {number}");
        }

        Assert.DoesNotContain("on order already", (await sofie.Says("I need Visio")).Everything, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_request_is_sent_in_words_too()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");
        await sofie.Says("I need Visio");

        Assert.StartsWith("REQ", (await sofie.Says("send it")).Card("tickets/filed").Number, StringComparison.Ordinal);
    }

    [Story]
    public async Task What_is_not_in_the_catalog_can_be_asked_for()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");
        var question = await sofie.Says("request something");

        var form = (await sofie.Says("a wall calendar made of felt")).Card("serviceRequests/form");

        Assert.Contains("What do you need?", question.Text, StringComparison.Ordinal);
        Assert.StartsWith("REQ", (await sofie.Clicks(form, "Send")).Card("tickets/filed").Number, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_day_that_is_none_is_refused_beside_its_field()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");
        var form = (await sofie.Says("I need Visio")).Card("serviceRequests/form");

        var back = (await sofie.Clicks(form, "Send", FormStories.Typed(("needed-by", "2026-02-31"), ("for-whom", "Ravi")))).Card("serviceRequests/form");

        Assert.Contains("Write the day like", back.Text, StringComparison.Ordinal);
        Assert.Equal("Ravi", back.Input("for-whom"));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'request.filed'"));
    }
}
