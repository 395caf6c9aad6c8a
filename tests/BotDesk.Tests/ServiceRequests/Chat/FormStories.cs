using System.Globalization;

namespace BotDesk.Tests.ServiceRequests.Chat;

/// <summary>The form of a catalog item, filled in by clicks and in words.</summary>
public class FormStories : DeskStories
{
    private const string Form = "serviceRequests/form";

    [Story]
    public async Task A_field_that_follows_from_another_comes_without_losing_what_was_typed(Door door)
    {
        await using var desk = await StartDesk();
        var sofie = await desk.As("sofie", door);
        var form = (await sofie.Says("I need a new laptop")).Card(Form);

        var more = (await sofie.Clicks(form, "Send", Typed(("model", "macbook"), ("keyboard", "se"), ("extras", "dock,bag"), ("replaces", "yes"), ("delivery", "home")))).Card(Form);
        var wrong = (await sofie.Clicks(more, "Send", Typed(("asset-tag", "old one"), ("address", "Kungsgatan 1, Stockholm")))).Card(Form);
        var filed = (await sofie.Clicks(wrong, "Send", Typed(("asset-tag", "LF-04711")))).Card("serviceRequests/approval");

        Assert.Null(form.Input("address"));
        Assert.Equal(("macbook", "se", "dock,bag", "yes", "home"), (more.Input("model"), more.Input("keyboard"), more.Input("extras"), more.Input("replaces"), more.Input("delivery")));
        Assert.Equal(("", ""), (more.Input("asset-tag"), more.Input("address")));
        Assert.DoesNotContain("Fill this in", more.Text, StringComparison.Ordinal);
        Assert.Contains("Write it like LF-04711.", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(("old one", "Kungsgatan 1, Stockholm"), (wrong.Input("asset-tag"), wrong.Input("address")));
        Assert.Contains("Keyboard  Swedish", filed.Text, StringComparison.Ordinal);
        Assert.Contains("With it  Rucksack, Docking station", filed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Collected at", filed.Text, StringComparison.Ordinal);
        Assert.Contains("Kungsgatan 1", (await sofie.Says(filed.Number)).Card("tickets/ticket").Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Everything_that_does_not_fit_stands_beside_its_field_at_once()
    {
        await using var desk = await StartDesk();
        var amara = desk.As("amara");
        var form = (await amara.Says("I need payroll access")).Card(Form);

        var back = (await amara.Clicks(form, "Send", Typed(("for-whom", "Nobody Atall"), ("reason", "Because"), ("trained", "yes"), ("from", "2020-01-01"), ("until", "never")))).Card(Form);

        foreach (var error in (string[])["I know nobody called \"Nobody Atall\"", "Choose one.", "Choose at least one.", "Write at least 20 characters.", "That day has passed.", "Write the day like"])
        {
            Assert.Contains(error, back.Text, StringComparison.Ordinal);
        }

        Assert.Equal(("Nobody Atall", "Because", "never"), (back.Input("for-whom"), back.Input("reason"), back.Input("until")));
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'request.filed'"));
    }

    [Story]
    public async Task A_form_is_filled_in_and_sent_in_words()
    {
        await using var desk = await StartDesk();
        var jonas = desk.As("jonas");
        await jonas.Says("I forgot my password, can you reset it");

        await jonas.Says("For what: Something else");
        await jonas.Says("for what exactly: the expense app");
        await jonas.Says("locked: no");
        var form = (await jonas.Says("phone: +49 40 1234")).Card(Form);
        var filed = (await jonas.Says("send it")).Card("tickets/filed");

        Assert.Equal(("other", "the expense app", "no", "+49 40 1234"), (form.Input("account"), form.Input("other-account"), form.Input("locked"), form.Input("phone")));
        Assert.Contains("For what exactly  the expense app", filed.Text, StringComparison.Ordinal);
        Assert.Equal("password-reset", await desk.Row<string>("SELECT catalog_item FROM tickets WHERE number = @Number", new { filed.Number }));
    }

    [Story]
    public async Task A_person_is_named_by_name_handle_or_address_and_kept_as_who_it_is()
    {
        await using var desk = await StartDesk();
        var amara = desk.As("amara");

        foreach (var name in (string[])["ravi", "Talpade", "ravi talpade", "RAVI.TALPADE@larkfield.example.com", "@ravi"])
        {
            var form = (await amara.Says("I need access to the finance share")).Card(Form);
            var filed = (await amara.Clicks(form, "Send", Typed(("for-whom", name), ("folder", "Month end"), ("access", "read"), ("reason", "He counts the stock.")))).Card("serviceRequests/approval");

            Assert.Contains("Who gets it  Ravi Talpade", filed.Text, StringComparison.Ordinal);
            Assert.Contains("\"value\":\"ravi\"", await desk.Row<string>("SELECT answers FROM tickets WHERE number = @Number", new { filed.Number }), StringComparison.Ordinal);
        }
    }

    [Story]
    public async Task Somebody_whose_name_several_have_is_asked_for_exactly()
    {
        await using var desk = await StartDesk();
        await desk.Rows<int>("INSERT INTO people (handle, name, email, roles) VALUES ('ravi-2', 'Ravi Kapoor', 'ravi.kapoor@larkfield.example.com', 0)");
        var amara = desk.As("amara");
        var form = (await amara.Says("I need access to the finance share")).Card(Form);

        var back = (await amara.Clicks(form, "Send", Typed(("for-whom", "Ravi"), ("folder", "Month end"), ("access", "read"), ("reason", "He counts the stock.")))).Card(Form);

        Assert.Contains("Ravi Kapoor (ravi.kapoor@larkfield.example.com), Ravi Talpade (ravi.talpade@larkfield.example.com)", back.Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task Among_twenty_thousand_people_somebody_is_found_by_a_part_of_the_name_and_chosen_among_several(Door door)
    {
        await using var desk = await StartDesk();
        await desk.Rows<int>(
            """
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 20000)
            INSERT INTO people (handle, name, email, roles) SELECT 'p' || n, 'Person' || n || ' Zuname', 'person' || n || '@larkfield.example.com', 0 FROM numbers
            """);
        await desk.Rows<int>(
            "INSERT INTO people (handle, name, email, roles) VALUES ('zoe-a', 'Zoe Aalto-Virtanen', 'zoe.a@larkfield.example.com', 0), ('zoe-b', 'Zoe Birkeland', 'zoe.b@larkfield.example.com', 0)");
        var amara = await desk.As("amara", door);
        var form = (await amara.Says("I need a shared mailbox")).Card(Form);

        var back = (await amara.Clicks(form, "Send", Typed(("owner", "Zoe"), ("address", "events"), ("send-as", "no")))).Card(Form);
        var filed = (await amara.Clicks(back, "Send", Typed(("owner", "zoe.b@larkfield.example.com")))).Card("tickets/filed");
        var second = (await amara.Says("I need a shared mailbox")).Card(Form);
        var byPart = (await amara.Clicks(second, "Send", Typed(("owner", "virtan"), ("address", "fairs"), ("send-as", "no")))).Card("tickets/filed");

        Assert.Contains("Several people fit \"Zoe\"", back.Text, StringComparison.Ordinal);
        Assert.Equal("events", back.Input("address"));
        Assert.Contains("Who decides who may read it  Zoe Birkeland", filed.Text, StringComparison.Ordinal);
        Assert.Contains("Who decides who may read it  Zoe Aalto-Virtanen", byPart.Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task What_was_said_fills_the_form_in()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");

        var form = (await sofie.Says($"I need a monitor for Ravi by {InDays(14)}")).Card(Form);

        Assert.Equal(("Ravi", InDays(14)), (form.Input("for-whom"), form.Input("needed-by")));
        Assert.Contains("Monitor for Ravi Talpade", (await sofie.Says("send it")).Card("tickets/filed").Text, StringComparison.Ordinal);
    }

    [Story]
    public async Task A_form_goes_on_after_a_restart_and_a_second_click_files_nothing_twice()
    {
        var desk = await StartDesk();
        var form = (await desk.As("sofie").Says("I need a mobile phone")).Card(Form);
        var more = (await desk.As("sofie").Clicks(form, "Send", Typed(("model", "iphone"), ("abroad", "yes")))).Card(Form);
        await using var again = await desk.RestartAsync();
        var sofie = again.As("sofie");

        await sofie.Clicks(more, "Send", Typed(("countries", "Germany")));
        await sofie.Clicks(more, "Send", Typed(("countries", "Germany")));
        await sofie.Clicks(form, "Send", Typed(("model", "iphone")));

        Assert.Equal(1, await again.Row<long>("SELECT count(*) FROM audit WHERE action = 'request.filed'"));
    }

    [Story]
    public async Task A_click_cannot_put_what_is_not_asked_into_a_request()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");
        var form = (await sofie.Says("I need Visio")).Card(Form);

        var refused = await sofie.Clicks(form, "Send", Typed(("item", "payroll-access")));
        var filed = (await sofie.Clicks(form, "Send", Typed(("salary", "1"), ("asset-tag", "LF-00001")))).Everything;
        var done = (await sofie.Clicks(form, "Send", Typed(("asset-tag", "LF-00001")))).Card("tickets/filed");

        Assert.Contains("not on it (\"item\")", refused.Everything, StringComparison.Ordinal);
        Assert.Contains("not on it (\"salary\")", filed, StringComparison.Ordinal);
        Assert.DoesNotContain("LF-00001", await desk.Row<string>("SELECT answers FROM tickets WHERE number = @Number", new { done.Number }), StringComparison.Ordinal);
    }

    internal static string InDays(int days) => DateTime.UtcNow.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static Dictionary<string, string> Typed(params (string Field, string Value)[] fields) => fields.ToDictionary(field => field.Field, field => field.Value);
}
