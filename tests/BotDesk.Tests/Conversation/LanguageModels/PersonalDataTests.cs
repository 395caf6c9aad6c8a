using BotDesk.Conversation.LanguageModels;

namespace BotDesk.Tests.Conversation.LanguageModels;

/// <summary>What belongs to somebody does not leave the desk.</summary>
public sealed class PersonalDataTests
{
    private static readonly DirectoryNames Names = new(["Priya Raman", "Jonas Achterberg", "Will Young", "Anna-Lena O'Neil", "ewan"]);

    [Theory]
    [InlineData("mail ewan.macrory+it@larkfield.example.com please", "mail [EMAIL_1] please")]
    [InlineData("call me on +44 (0)20 7946-0958 or 0171/5551234", "call me on [NUMBER_1] or [NUMBER_2]")]
    [InlineData("my password is Sommer2024! and it fails", "my password is [SECRET_1] and it fails")]
    [InlineData("Kennwort lautet: geheim-123", "Kennwort lautet: [SECRET_1]")]
    [InlineData("PIN: 4711", "PIN: [SECRET_1]")]
    [InlineData("key sk_live_4eC39HqLyjWDarjtT1zdp7dc", "key [SECRET_1]")]
    [InlineData("10.1.20.7 cannot reach fe80:0:0:0:1:2:3:4", "[IP_1] cannot reach [IP_2]")]
    [InlineData("what about INC 42, req-0007 and #99", "what about [TICKET_1], [TICKET_2] and [TICKET_3]")]
    [InlineData("see https://intra.example.com/u?t=abc", "see [LINK_1]")]
    [InlineData(@"on \\files01\finance$", "on [LINK_1]")]
    [InlineData("Priya Raman's laptop, ask priya", "[PERSON_1] laptop, ask [PERSON_2]")]
    [InlineData("Frag Jonas, Priyas Drucker geht nicht", "Frag [PERSON_1], [PERSON_2] Drucker geht nicht")]
    [InlineData("I will call Will, who is young", "I will call [PERSON_1], who is young")]
    [InlineData("anna-lena o'neil cannot sign in", "[PERSON_1] cannot sign in")]
    [InlineData("\njonas\nachterberg", "\n[PERSON_1]\n[PERSON_2]")]
    [InlineData("[PERSON_1] is what I typed", "[TEXT_1] is what I typed")]
    [InlineData("serial 5CG1234ABC, error 809 on floor 3", "serial [NUMBER_1], error 809 on floor 3")]
    [InlineData("my vpn drops every ten minutes", "my vpn drops every ten minutes")]
    public void What_belongs_to_somebody_is_masked(string text, string masked) => Assert.Equal(masked, new PersonalData(Names).Mask(text));

    [Fact]
    public void The_same_is_masked_the_same_and_comes_back_as_it_was()
    {
        var data = new PersonalData(Names);

        var masked = data.Mask("Priya wrote from priya@x.example.com; \\\\srv\\share of priya");

        Assert.Equal("[PERSON_1] wrote from [EMAIL_1]; [LINK_1] of [PERSON_1]", masked);
        Assert.Equal("""{"a":"Priya, priya@x.example.com, \\\\srv\\share, [PERSON_7]"}""", data.UnmaskJson("""{"a":"[PERSON_1], [EMAIL_1], [LINK_1], [PERSON_7]"}"""));
    }

    [Fact]
    public void Every_text_in_the_data_is_masked_and_nothing_breaks_out_of_it()
    {
        var data = new PersonalData(Names);

        var json = new ModelQuestion("…", new { a = "x\"}\nPriya", b = new[] { new { c = "tab\tJonas" } } }).Json(data.Mask);

        Assert.Equal("""{"a":"x\u0022}\n[PERSON_1]","b":[{"c":"tab\t[PERSON_2]"}]}""", json);
    }
}
