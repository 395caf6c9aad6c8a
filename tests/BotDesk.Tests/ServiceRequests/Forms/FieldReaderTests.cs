using BotDesk.Policy;
using BotDesk.ServiceRequests.Forms;
using BotDesk.Tests.Policy;

namespace BotDesk.Tests.ServiceRequests.Forms;

/// <summary>What fits into which field, and what people are told otherwise.</summary>
public sealed class FieldReaderTests
{
    private static readonly DateOnly Today = new(2026, 3, 31);

    [Theory]
    [InlineData("type: text", "two\nlines", null, "Write it in one line.")]
    [InlineData("type: text, max: 5", "abcdef", null, "Shorten it to 5 characters (6 now).")]
    [InlineData("type: long-text, min: 5", "abc", null, "Write at least 5 characters.")]
    [InlineData("type: long-text", "two\nlines", "two\nlines", null)]
    [InlineData("type: text, pattern: '[A-Z]{2}', example: AB", "abc", null, "Write it like AB.")]
    [InlineData("type: text, pattern: '(a+)+', example: a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", null, "Write it like a.")]
    [InlineData("type: choice, choices: { uk: British, us: American }", "us", "us", null)]
    [InlineData("type: choice, choices: { uk: British, us: American }", "british", "uk", null)]
    [InlineData("type: choice, choices: { uk: British, us: American }", "uk,us", null, "Choose one of what is offered; \"uk,us\" is not.")]
    [InlineData("type: choice, choices: { both: 'Both, please', us: American }", "both, please", "both", null)]
    [InlineData("type: multiple-choice, choices: { a: A, b: B, c: C }", "c,a,a", "a,c", null)]
    [InlineData("type: multiple-choice, choices: { a: A, b: B, c: C }", "c,d", null, "Choose from what is offered; \"d\" is not.")]
    [InlineData("type: multiple-choice, min: 2, choices: { a: A, b: B, c: C }", "c", null, "Choose at least 2.")]
    [InlineData("type: multiple-choice, max: 2, choices: { a: A, b: B, c: C }", "a,b,c", null, "Choose at most 2.")]
    [InlineData("type: date", "2026-02-31", null, "Write the day like 2026-04-01.")]
    [InlineData("type: date, min: today", "2026-03-31", "2026-03-31", null)]
    [InlineData("type: date, min: today", "2026-03-30", null, "That day has passed.")]
    [InlineData("type: date, min: 3 days", "2026-04-02", null, "The earliest day is 3 April 2026.")]
    [InlineData("type: date, min: 3 days ago", "2026-03-28", "2026-03-28", null)]
    [InlineData("type: date, max: 1 day", "2026-04-02", null, "The latest day is 1 April 2026.")]
    [InlineData("type: date, max: 2026-03-01", "2026-03-02", null, "The latest day is 1 March 2026.")]
    [InlineData("type: time", "9:30", "09:30", null)]
    [InlineData("type: time", "25:00", null, "Write the time like 09:30.")]
    [InlineData("type: time, min: '08:00'", "07:59", null, "The earliest time is 08:00.")]
    [InlineData("type: time, max: '18:00'", "18:00", "18:00", null)]
    [InlineData("type: number", "many", null, "\"many\" is not a number.")]
    [InlineData("type: number", "1.5", null, "Write a whole number.")]
    [InlineData("type: number, decimals: 2", "1.50", "1.5", null)]
    [InlineData("type: number, decimals: 2", "1.555", null, "Write it with at most 2 decimal places.")]
    [InlineData("type: number, min: 1", "0", null, "The least is 1.")]
    [InlineData("type: number, max: 1.5, decimals: 1", "1.6", null, "The most is 1.5.")]
    [InlineData("type: number", "1e9", null, "\"1e9\" is not a number.")]
    [InlineData("type: yes-no", "true", "yes", null)]
    [InlineData("type: yes-no", "No", "no", null)]
    [InlineData("type: yes-no", "perhaps", null, "Choose one of what is offered; \"perhaps\" is not.")]
    public void A_value_fits_or_is_refused_with_a_reason(string field, string written, string? value, string? error)
    {
        var policy = PolicyFile.Parse(FormFieldTests.With($"x: {{ label: X, {field} }}")).Policy!;
        var form = policy.FindCatalogItem("monitor")!.Form[0];

        var read = FieldReader.Read(form, written, form.Choices, Today);

        Assert.Equal((value, error), (read.Value, read.Error?.In(Language.English)));
    }

    [Fact]
    public void A_field_is_asked_when_all_of_its_conditions_hold_and_what_they_name_is_asked()
    {
        var form = PolicyFile.Parse(FormFieldTests.With("""
            a: { label: A, type: yes-no }
            b: { label: B, type: multiple-choice, choices: { x: X, y: Y, z: Z }, when: { a: [yes] } }
            c: { label: C, type: text, when: { a: [yes], b: [y, z] } }
            """)).Policy!.FindCatalogItem("monitor")!.Form;

        Assert.Equal("a", Asked([]));
        Assert.Equal("a b", Asked(new() { ["a"] = "yes" }));
        Assert.Equal("a b", Asked(new() { ["a"] = "yes", ["b"] = "x" }));
        Assert.Equal("a b c", Asked(new() { ["a"] = "Yes", ["b"] = "x,z" }));
        Assert.Equal("a", Asked(new() { ["a"] = "no", ["b"] = "x,z" }));

        string Asked(Dictionary<string, string> values) => string.Join(' ', RequestFields.Asked(form, values).Select(field => field.Key));
    }
}
