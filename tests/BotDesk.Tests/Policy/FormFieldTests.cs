using BotDesk.Demo;
using BotDesk.Policy;

namespace BotDesk.Tests.Policy;

/// <summary>Forms of catalog items in desk.yaml: what they may say, and that a mistake is named.</summary>
public sealed class FormFieldTests
{
    private const string Anchor = "    name: Monitor\n";
    private static readonly string Good = File.ReadAllText(Path.Combine(DemoCompany.DefaultFolder, "desk.yaml"));

    [Fact]
    public void A_form_says_what_its_file_says()
    {
        var form = Fields("""
            who: { label: Who, type: person, required: yes, outsiders: yes }
            kind: { label: Kind, type: choice, choices: { a: First, b: Second } }
            several: { label: Several, type: multiple-choice, choicesFrom: services, min: 1, max: 2 }
            day: { label: Day, type: date, min: today, max: 2030-12-31 }
            at: { label: At, type: time, min: "08:00", max: "17:30" }
            how-many: { label: How many, type: number, min: 0, max: 9.5, decimals: 1, when: { kind: [a, b] } }
            sure: { label: Sure, type: yes-no, when: { kind: b } }
            code: { label: Code, type: text, pattern: "[A-Z]{2}", example: AB, hint: Two letters, when: { sure: [yes], kind: [b] } }
            """);

        Assert.Equal(["who", "kind", "several", "day", "at", "how-many", "sure", "code"], form.Select(field => field.Key));
        Assert.True(form[0] is { IsRequired: true, Outsiders: true, Type: FieldType.Person });
        Assert.Equal(new Choice("b", "Second"), form[1].Choices[1]);
        Assert.True(form[2] is { ChoicesFrom: ChoiceSource.Services, Amount: { Min: 1, Max: 2 } });
        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2030, 12, 31)), (form[3].Days.Min!.Value.On(new DateOnly(2026, 4, 1)), form[3].Days.Max!.Value.On(default)));
        Assert.Equal(new TimeOnly(17, 30), form[4].Times.Max);
        Assert.True(form[5] is { Amount: { Min: 0, Max: 9.5m }, Decimals: 1 });
        Assert.True(form[6].When[0].Holds("b") && !form[6].When[0].Holds("a") && !form[6].When[0].Holds(null));
        Assert.True(form[7].Pattern!.IsMatch("XY") && !form[7].Pattern!.IsMatch("XYZ"));
    }

    [Theory]
    [InlineData("x: { type: text }", "catalog.monitor.form.x: 'label' is missing")]
    [InlineData("x: { label: X }", "catalog.monitor.form.x: 'type' is missing")]
    [InlineData("x: { label: X, type: txet }", "catalog.monitor.form.x.type: 'txet' is not one of text, long-text, choice, multiple-choice, person, date, time, number, yes-no; did you mean 'text'?")]
    [InlineData("x: { label: X, type: text, reqired: yes }", "catalog.monitor.form.x: unknown key 'reqired'; did you mean 'required'?")]
    [InlineData("x: { label: X, type: text, required: maybe }", "catalog.monitor.form.x.required: 'maybe' is neither yes nor no")]
    [InlineData("x: { label: X, type: choice }", "catalog.monitor.form.x.choicesFrom: a choice needs either 'choices' or 'choicesFrom'")]
    [InlineData("x: { label: X, type: choice, choices: { a: A }, choicesFrom: people }", "catalog.monitor.form.x.choices: a choice needs either 'choices' or 'choicesFrom'")]
    [InlineData("x: { label: X, type: text, choices: { a: A } }", "catalog.monitor.form.x.choices: only a choice and a multiple-choice have choices")]
    [InlineData("x: { label: X, type: choice, choicesFrom: servces }", "catalog.monitor.form.x.choicesFrom: 'servces' is not one of services, groups, people, agents; did you mean 'services'?")]
    [InlineData("x: { label: X, type: number, min: 5, max: 4 }", "catalog.monitor.form.x.max: is less than 'min'")]
    [InlineData("x: { label: X, type: number, min: five }", "catalog.monitor.form.x.min: 'five' is not a number")]
    [InlineData("x: { label: X, type: text, max: -1 }", "catalog.monitor.form.x.max: '-1' is not a whole number from 0 to 3000")]
    [InlineData("x: { label: X, type: date, min: soon }", "catalog.monitor.form.x.min: 'soon' is not a day; write it like 'today', '10 days', '30 days ago' or '2026-12-31'")]
    [InlineData("x: { label: X, type: date, min: 2026-12-31, max: 2026-12-01 }", "catalog.monitor.form.x.max: is less than 'min'")]
    [InlineData("x: { label: X, type: time, max: 5pm }", "catalog.monitor.form.x.max: '5pm' is not a time of day; write it like '08:30'")]
    [InlineData("x: { label: X, type: person, max: 3 }", "catalog.monitor.form.x.max: only a number, a text, a multiple-choice, a date and a time have one")]
    [InlineData("x: { label: X, type: text, pattern: '[a', example: a }", "catalog.monitor.form.x.pattern: is not a regular expression: ")]
    [InlineData("x: { label: X, type: text, pattern: '(?=a)a', example: a }", "catalog.monitor.form.x.pattern: looking around and back-references are not possible")]
    [InlineData("x: { label: X, type: text, pattern: '[0-9]+' }", "catalog.monitor.form.x.pattern: needs an 'example'")]
    [InlineData("x: { label: X, type: text, pattern: '[0-9]+', example: abc }", "catalog.monitor.form.x.example: 'abc' does not fit the pattern")]
    [InlineData("x: { label: X, type: number, pattern: '[0-9]+', example: 1 }", "catalog.monitor.form.x.pattern: only a text has one")]
    [InlineData("x: { label: X, type: yes-no, hint: Well }", "catalog.monitor.form.x.hint: there is no empty field in which it could stand")]
    [InlineData("nonce: { label: X, type: text }", "catalog.monitor.form.nonce.label: a field cannot be called 'nonce'; the desk uses that name itself")]
    [InlineData("X y: { label: X, type: text }", "catalog.monitor.form: the name 'X y' may have only a to z, 0 to 9 and '-', at most 64 of them")]
    [InlineData("for-whom: { label: X, type: number }", "catalog.monitor.form.for-whom.type: 'for-whom' names who gets it, so it is a person or a text")]
    [InlineData("needed-by: { label: X, type: text }", "catalog.monitor.form.needed-by.type: 'needed-by' is a date")]
    [InlineData("x: { label: X, type: text, when: { y: [a] } }", "catalog.monitor.form.x.when: there is no field 'y' before it")]
    [InlineData("y: { label: Y, type: text }\nx: { label: X, type: text, when: { y: [a] } }", "catalog.monitor.form.x.when: 'y' is not a choice, a multiple-choice or a yes-no")]
    [InlineData("kind: { label: Y, type: choice, choices: { red: R } }\nx: { label: X, type: text, when: { kind: [rad] } }", "catalog.monitor.form.x.when: 'kind' cannot be 'rad'; did you mean 'red'?")]
    [InlineData("sure: { label: Y, type: yes-no }\nx: { label: X, type: text, when: { sure: [maybe] } }", "catalog.monitor.form.x.when: 'sure' cannot be 'maybe'")]
    [InlineData("x: { label: X, type: text }\nx: { label: X, type: text }", "'x' is here twice")]
    public void A_mistake_is_named_by_place_and_reason(string form, string expected)
    {
        var load = PolicyFile.Parse(With(form));

        Assert.Null(load.Policy);
        Assert.Contains(load.Problems, problem => problem.Message.StartsWith(expected, StringComparison.Ordinal) && problem.Line > 0);
    }

    [Fact]
    public void A_form_that_no_card_has_room_for_is_refused()
    {
        var load = PolicyFile.Parse(With(string.Join('\n', Enumerable.Range(1, 21).Select(i => $"f{i}: {{ label: F, type: text }}"))));

        Assert.Contains(load.Problems, problem => problem.Message == "catalog.monitor.form: has 21 fields; a card has room for 20");
    }

    [Fact]
    public void A_form_with_more_choices_than_a_card_has_room_for_is_refused()
    {
        var choices = string.Join(", ", Enumerable.Range(1, 40).Select(i => $"c{i}: Choice"));
        var load = PolicyFile.Parse(With(string.Join('\n', Enumerable.Range(1, 4).Select(i => $"f{i}: {{ label: F, type: choice, choices: {{ {choices} }} }}"))));

        Assert.Contains(load.Problems, problem => problem.Message == "catalog.monitor.form: has 160 choices in all; a card has room for 120");
    }

    [Theory]
    [InlineData("audience: { }", "catalog.monitor.audience.departments: an audience needs departments, roles, groups or people; for everybody leave 'audience' out")]
    [InlineData("audience: { groups: [netwrok] }", "catalog.monitor.audience.groups[1]: there is no group 'netwrok'; did you mean 'network'?")]
    [InlineData("audience: { roles: [boss] }", "catalog.monitor.audience.roles[1]: 'boss' is not one of approver, agent, manager")]
    public void An_audience_that_is_none_is_named(string audience, string expected)
    {
        var load = PolicyFile.Parse(Good.Replace(Anchor, $"{Anchor}    {audience}\n", StringComparison.Ordinal));

        Assert.Contains(expected, load.Problems.Select(problem => problem.Message));
    }

    internal static string With(string form) =>
        Good.Replace(Anchor, $"{Anchor}    form:\n{string.Concat(form.ReplaceLineEndings("\n").Split('\n').Select(line => $"      {line}\n"))}", StringComparison.Ordinal);

    private static System.Collections.Immutable.ImmutableArray<FormField> Fields(string form)
    {
        var load = PolicyFile.Parse(With(form));
        Assert.Empty(load.Problems);
        return load.Policy!.FindCatalogItem("monitor")!.Form;
    }
}
