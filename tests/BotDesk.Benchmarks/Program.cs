using System.Globalization;
using BotDesk.Benchmarks.Changes;
using BotDesk.Benchmarks.Channels;
using BotDesk.Benchmarks.Incidents;
using BotDesk.Benchmarks.Search;
using BotDesk.Benchmarks.Understanding;

return args switch
{
    ["search", "quality", var data, .. var options] => SearchQuality.Run(data, options),
    ["search", "fit", var data, var table] => ConfidenceFit.Run(data, table),
    ["search", "speed", var data, .. var sets] => SearchSpeed.Run(data, sets),
    ["understanding", var file] => UnderstandingFigures.Run(file),
    ["suggestions", var source] => SuggestionFigures.Run(source),
    ["search", "desk", var data] => await DeskSpeed.RunAsync(data, null),
    ["search", "desk", var data, var published] => await DeskSpeed.RunAsync(data, published),
    ["changes", "collisions"] => await CollisionSpeed.RunAsync(10_000),
    ["changes", "collisions", var count] => await CollisionSpeed.RunAsync(int.Parse(count, CultureInfo.InvariantCulture)),
    ["slack", "events", .. var options] => await EventLoad.RunAsync(options),
    ["slack", "cards", .. var options] => await CardLoad.RunAsync(options),
    ["slack", "bare", .. var options] => await EventLoad.ServeBareAsync(options),
    _ => Usage(),
};

static int Usage()
{
    System.Console.Error.WriteLine(
        """
        search quality DATA     nDCG@10, recall@5 and what can be answered, on the judged sets in the folder DATA
        search speed DATA       the time that indexing and searching take, and the size of the index
        search desk DATA [DESK] the time that a running desk takes to import, search by HTTP, show an edit, and start; DESK: a folder with a published one
        search fit DATA TABLE   fits the weights of the confidence and writes them to the file TABLE
        changes collisions [N]  the time to find what is in the way of a change among N scheduled ones, 10,000 if not given
        suggestions SOURCE      service, group and category as tickets teach them and as the rules have them; SOURCE: lines of tickets, or a judged set
        slack events [DESK] [--rate N] [--seconds N] [--people N] [--kill]
                                signed events at a steady rate: how soon they are acknowledged, whether each is answered once; --kill: the desk, in the middle
        slack cards [DESK] [--crowded] [--kill]
                                a decision on fifty cards in Teams, Slack and web chats: how soon all of them show it, and whether a limit was passed
        understanding FILE      intents right, confusion, calibration and time, on the messages in FILE
        """);
    return 2;
}
