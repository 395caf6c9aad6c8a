using BotDesk.LiveChat.Chat;

namespace BotDesk.Tests.LiveChat.Chat;

/// <summary>An internal remark never reaches the requester by a slip.</summary>
public sealed class AgentLineTests
{
    [Theory]
    [InlineData("/note he lies")]
    [InlineData("/nte he lies")]
    [InlineData("/ note he lies")]
    [InlineData("  /Note: he lies")]
    [InlineData("\\note he lies")]
    [InlineData("\uff0fnote he lies")]
    [InlineData("\u200b/note he lies")]
    [InlineData("\"/note he lies\"")]
    [InlineData("`/note he lies`")]
    [InlineData("> /note he lies")]
    [InlineData("//note he lies")]
    [InlineData("/")]
    public void What_begins_with_a_slash_is_a_command(string text) => Assert.Equal(AgentLineKind.Command, AgentLine.Read(text).Kind);

    [Theory]
    [InlineData("note: he lies")]
    [InlineData("Internal: he lies")]
    [InlineData("[internal] he lies")]
    [InlineData("(Private) he lies")]
    [InlineData("internal note: he lies")]
    [InlineData("note to self he lies")]
    [InlineData("Notiz: er l\u00fcgt")]
    [InlineData("NOTE - he lies")]
    [InlineData("fyi team: he lies")]
    [InlineData("Hello Jonas\n/note he lies")]
    [InlineData("Hello Jonas\r\n  /end fixed")]
    [InlineData("CHAT3: note: he lies")]
    [InlineData("CHAT3: /note he lies")]
    public void What_looks_internal_is_held_back(string text) => Assert.Equal(AgentLineKind.Doubtful, AgentLine.Read(text).Kind);

    [Theory]
    [InlineData("note INC42: he lies")]
    [InlineData("take INC42")]
    [InlineData("INC42")]
    [InlineData("take CHAT4")]
    [InlineData("take over chat 4")]
    [InlineData("chats")]
    public void What_agents_say_to_the_desk_stays_with_the_desk(string text) => Assert.Equal(AgentLineKind.Desk, AgentLine.Read(text).Kind);

    [Theory]
    [InlineData("Please note that it takes a minute")]
    [InlineData("Your number is INC42, keep it")]
    [InlineData("Notes are in the other folder")]
    [InlineData("Open https://intranet.example.com/vpn")]
    [InlineData("internal addresses begin with 10.")]
    [InlineData("Type this:\n  ipconfig /all")]
    [InlineData("**bold** <b>html</b>")]
    public void Plain_words_go_to_the_requester(string text)
    {
        var line = AgentLine.Read(text);

        Assert.Equal((AgentLineKind.Words, text), (line.Kind, line.Rest));
    }

    [Fact]
    public void Words_can_say_to_which_chat_they_go() =>
        Assert.Equal(new AgentLine(AgentLineKind.Words, "", "which one?", "CHAT3"), AgentLine.Read("chat 3: which one?"));
}
