
namespace BotDesk.Tests.ServiceRequests.Chat;

/// <summary>Finding out what can be ordered.</summary>
public class CatalogStories : DeskStories
{
    private const string Catalog = "serviceRequests/catalog";

    [Story]
    public async Task What_can_I_order_shows_everything_page_by_page_and_leads_to_the_form(Door door)
    {
        await using var desk = await StartDesk();
        var jonas = await desk.As("jonas", door);

        var page = (await jonas.Says("what can I order?")).Card(Catalog);
        var names = new List<string>(page.Buttons);
        var text = page.Text;
        while (page.Buttons.Contains("Show more"))
        {
            page = (await jonas.Clicks(page, "Show more")).Card(Catalog);
            text += page.Text;
        }

        var form = (await jonas.Clicks(page, "Order", new { item = "password-reset" })).Card("serviceRequests/form");

        Assert.Equal(6, names.Count(name => name == "Order"));
        foreach (var name in (string[])["Visio licence", "Laptop", "Shared mailbox", "Password reset", "1150.00 GBP", "usually 1 business day"])
        {
            Assert.Contains(name, text, StringComparison.Ordinal);
        }

        Assert.StartsWith("REQ", (await jonas.Clicks(form, "Send", FormStories.Typed(("account", "windows"), ("locked", "no"), ("phone", "12345")))).Card("tickets/filed").Number, StringComparison.Ordinal);
    }

    [Story]
    public async Task The_catalog_is_searched_in_everyday_words()
    {
        await using var desk = await StartDesk();
        var sofie = desk.As("sofie");

        foreach (var (question, first, without) in ((string, string, string)[])[
            ("what software can I get", "Other software", "Laptop"),
            ("which devices can I order?", "Laptop", "Visio"),
            ("Hi, what laptops are available?", "Laptop", "Visio"),
            ("what can I get for diagrams", "Visio licence", "Laptop"),
            ("show me the catalog for mailboxes", "Shared mailbox", "Laptop"),
            ("catalogue headsets", "Headset", "Visio")])
        {
            var card = (await sofie.Says(question)).Card(Catalog);

            Assert.Contains(first, card.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(without, card.Text, StringComparison.Ordinal);
        }

        var nothing = (await sofie.Says("what can I order for elephants?")).Card(Catalog);
        Assert.Contains("Nothing in the catalog is about \"for elephants\"", nothing.Text, StringComparison.Ordinal);
        Assert.Equal("for elephants", (await sofie.Clicks(nothing, "Ask for it anyway")).Card("serviceRequests/form").Input("description"));
    }

    [Story]
    public async Task What_is_not_for_somebody_is_not_there_for_them()
    {
        await using var desk = await StartDesk();
        var (jonas, noor) = (desk.As("jonas"), desk.As("noor"));

        var his = (await jonas.Says("what can I order for onboarding?")).Card(Catalog);
        var hers = (await noor.Says("what can I order for onboarding?")).Card(Catalog);
        var form = (await noor.Clicks(hers, "Order")).Card("serviceRequests/form");
        var free = (await jonas.Says("request: payroll access")).Card("serviceRequests/form");
        var forged = hers with { Content = System.Text.Json.JsonElement.Parse(hers.Content.GetRawText()) };

        Assert.DoesNotContain("New starter", his.Text, StringComparison.Ordinal);
        Assert.NotNull(form.Input("arrives-at"));
        Assert.NotNull(free.Input("description"));
        Assert.Contains("not for you to order", (await jonas.Clicks(forged, "Order")).Everything, StringComparison.Ordinal);
    }

    [Story]
    public async Task Who_loses_the_right_while_the_form_is_open_cannot_send_it()
    {
        await using var desk = await StartDesk();
        var amara = desk.As("amara");
        var form = (await amara.Says("I need payroll access")).Card("serviceRequests/form");
        await desk.Rows<int>("UPDATE people SET department = 'Sales' WHERE handle = 'amara'");

        var refused = await amara.Clicks(form, "Send", FormStories.Typed(
            ("for-whom", "amara"), ("role", "viewer"), ("countries", "uk"), ("reason", "I check the cost of the month."), ("trained", "yes"),
            ("from", FormStories.InDays(2)), ("until", FormStories.InDays(20))));

        Assert.Contains("not for you to order", refused.Everything, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Row<long>("SELECT count(*) FROM audit WHERE action = 'request.filed'"));
    }

    [Story]
    public async Task Each_role_sees_what_is_for_it()
    {
        await using var desk = await StartDesk();
        var policy = (BotDesk.Policy.PolicySource)desk.Services.GetService(typeof(BotDesk.Policy.PolicySource))!;
        var catalog = new BotDesk.ServiceRequests.Catalog(policy);

        Assert.Equal((false, false, false), await Sees("jonas"));
        Assert.Equal((false, true, false), await Sees("amara"));
        Assert.Equal((true, true, false), await Sees("noor"));
        Assert.Equal((true, false, false), await Sees("desmond"));
        Assert.Equal((false, false, true), await Sees("priya"));
        Assert.Equal((true, true, true), await Sees("helena"));

        async Task<(bool Starter, bool Payroll, bool Lab)> Sees(string handle)
        {
            var person = await desk.Person(handle);
            return (catalog.Find("new-starter", person) is not null, catalog.Find("payroll-access", person) is not null, catalog.Find("firewall-lab", person) is not null);
        }
    }
}
