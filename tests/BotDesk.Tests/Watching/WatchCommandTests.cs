using BotDesk.Watching.Chat;

namespace BotDesk.Tests.Watching;

/// <summary>How people say it.</summary>
public sealed class WatchCommandTests
{
    [Theory]
    [InlineData("watch this channel", "Thread")]
    [InlineData("Could you please watch this channel?", "Thread")]
    [InlineData("keep an eye on this channel", "Thread")]
    [InlineData("answer questions in this channel", "Thread")]
    [InlineData("watch this channel and answer in the thread", "Thread")]
    [InlineData("answer in threads here", "Thread")]
    [InlineData("bitte beobachte diesen Kanal", "Thread")]
    [InlineData("Können Sie diesen Kanal beobachten?", "Thread")]
    [InlineData("lies in diesem Kanal mit", "Thread")]
    [InlineData("antworte hier im Thread", "Thread")]
    [InlineData("answer by direct message here", "Direct")]
    [InlineData("please reply to questions via DM", "Direct")]
    [InlineData("answer privately", "Direct")]
    [InlineData("watch this channel and answer by direct message", "Direct")]
    [InlineData("beobachte diesen Kanal und antworte per Direktnachricht", "Direct")]
    [InlineData("antworten Sie hier per Direktnachricht", "Direct")]
    [InlineData("stop watching", "Stop")]
    [InlineData("Please stop watching this channel.", "Stop")]
    [InlineData("don't watch this channel any more", "Stop")]
    [InlineData("nicht mehr beobachten", "Stop")]
    [InlineData("beobachte diesen Kanal nicht mehr", "Stop")]
    [InlineData("hör auf zu beobachten", "Stop")]
    [InlineData("learn anew", "LearnAnew")]
    [InlineData("forget what you've learned here", "LearnAnew")]
    [InlineData("lerne hier neu", "LearnAnew")]
    [InlineData("are you watching this channel?", "Status")]
    [InlineData("is this channel watched?", "Status")]
    [InlineData("how often did you help here?", "Status")]
    [InlineData("beobachtest du diesen Kanal?", "Status")]
    [InlineData("wie oft hast du hier geholfen?", "Status")]
    [InlineData("watch this video", null)]
    [InlineData("watch this channel on my tv", null)]
    [InlineData("answer by friday", null)]
    [InlineData("can you answer in english", null)]
    [InlineData("reply INC42: done", null)]
    [InlineData("how do I watch a recorded meeting in this channel?", null)]
    [InlineData("stop telling me about INC42", null)]
    [InlineData("my monitor is broken", null)]
    [InlineData("direct message", null)]
    public void What_is_wanted_is_read_from_many_wordings(string said, string? wish) => Assert.Equal(wish, WatchCommand.Read(said)?.ToString());
}
