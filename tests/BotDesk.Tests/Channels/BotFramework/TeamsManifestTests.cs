using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json.Nodes;

namespace BotDesk.Tests.Channels.BotFramework;

/// <summary>What an administrator uploads is what Teams takes (Teams, "App manifest schema" and "Design your app icon").</summary>
public sealed class TeamsManifestTests
{
    private static readonly string Folder = Path.Combine(DeskOptions.Home, "manifests", "teams");

    private readonly JsonNode _manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")))!;

    [NodeFact]
    public async Task The_published_schema_has_nothing_against_it() =>
        Assert.Empty(await NodeScript.ProblemsAsync("Channels/BotFramework/teams-manifest-schema.cjs", _manifest));

    [NodeFact]
    public async Task The_published_schema_names_what_is_wrong()
    {
        _manifest["bots"]![0]!["scopes"]![0] = "everywhere";
        _manifest["colour"] = "blue";

        var problems = await NodeScript.ProblemsAsync("Channels/BotFramework/teams-manifest-schema.cjs", _manifest);

        Assert.Contains(problems, problem => problem.StartsWith("/bots/0/scopes/0", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("additional properties", StringComparison.Ordinal));
    }

    [Fact]
    public void Texts_are_as_short_as_Teams_wants_them()
    {
        Assert.InRange(Text("developer", "name").Length, 1, 32);
        Assert.InRange(Text("name", "short").Length, 1, 30);
        Assert.InRange(Text("description", "short").Length, 1, 80);
        Assert.InRange(Text("description", "full").Length, 1, 4_000);
        Assert.All((string[])["websiteUrl", "privacyUrl", "termsOfUseUrl"], name => Assert.StartsWith("https://", Text("developer", name), StringComparison.Ordinal));
        Assert.Matches("^#[0-9A-F]{6}$", Text("accentColor"));
    }

    [Fact]
    public void The_bot_is_for_one_and_for_many_with_at_most_twelve_commands_each()
    {
        var bot = _manifest["bots"]!.AsArray().Single()!;
        var lists = bot["commandLists"]!.AsArray();

        Assert.Equal(["personal", "team", "groupChat"], bot["scopes"]!.AsArray().Select(scope => (string)scope!));
        Assert.InRange(lists.Count, 1, 3);
        Assert.All(lists, list => Assert.InRange(list!["commands"]!.AsArray().Count, 1, 12));
        Assert.Equal(Text("id"), (string?)bot["botId"]);
    }

    [Fact]
    public void Nothing_in_it_belongs_to_somebody()
    {
        Assert.Equal(Guid.Empty.ToString(), Text("id"));
        Assert.All(_manifest["validDomains"]!.AsArray(), domain => Assert.EndsWith("example.com", (string)domain!, StringComparison.Ordinal));
    }

    [Fact]
    public void The_icons_are_of_the_size_and_kind_that_Teams_wants()
    {
        var (color, outline) = (Png.Read(Path.Combine(Folder, Text("icons", "color"))), Png.Read(Path.Combine(Folder, Text("icons", "outline"))));

        Assert.Equal((192, 192), (color.Width, color.Height));
        Assert.Equal((32, 32), (outline.Width, outline.Height));
        Assert.All(outline.Pixels, pixel => Assert.True(pixel.Alpha == 0 || (pixel.Red, pixel.Green, pixel.Blue) == (255, 255, 255), "The outline is white on nothing."));
        Assert.Contains(outline.Pixels, pixel => pixel.Alpha == 255);
        Assert.Contains(outline.Pixels, pixel => pixel.Alpha == 0);
    }

    [Story]
    public async Task Every_command_in_the_menu_does_something()
    {
        await using var desk = await DeskHost.StartAsync();
        var tomasz = desk.As("tomasz");

        var german = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "de.json")))!.AsObject().Where(text => text.Key.StartsWith("bots", StringComparison.Ordinal) && text.Key.EndsWith("title", StringComparison.Ordinal));
        var english = _manifest["bots"]![0]!["commandLists"]!.AsArray().SelectMany(list => list!["commands"]!.AsArray()).Select(command => (string)command!["title"]!);
        foreach (var command in english.Concat(german.Select(text => (string)text.Value!)).Distinct())
        {
            var reply = await tomasz.Says(command);
            Assert.NotEmpty(reply.Everything);
            Assert.DoesNotContain("did not understand", reply.Everything, StringComparison.OrdinalIgnoreCase);
            Assert.False(reply.Everything.Contains("nicht verstanden", StringComparison.OrdinalIgnoreCase), $"{command}: {reply.Everything}");
            await tomasz.Says("cancel");
        }
    }

    private string Text(params string[] path) => (string)path.Aggregate(_manifest, (node, name) => node[name]!)!;

    /// <summary>A picture of 8 bits a channel that is not interlaced, read as the specification says (https://www.w3.org/TR/png/).</summary>
    private sealed record Png(int Width, int Height, IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> Pixels)
    {
        public static Png Read(string path)
        {
            var file = File.ReadAllBytes(path);
            Assert.True(file.AsSpan(1, 3).SequenceEqual("PNG"u8), $"{path} is no PNG.");
            using var packed = new MemoryStream();
            for (var at = 8; at < file.Length;)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
                if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
                {
                    packed.Write(file, at + 8, length);
                }

                at += length + 12;
            }

            var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
            Assert.Equal((8, 0), (file[24], file[28]));
            var size = file[25] == 6 ? 4 : 3;
            packed.Position = 0;
            using var unpacked = new MemoryStream();
            new ZLibStream(packed, CompressionMode.Decompress).CopyTo(unpacked);
            return new Png(width, height, Divide(Unfilter(unpacked.ToArray(), width * size, size), size));
        }

        private static List<(byte, byte, byte, byte)> Divide(byte[] bytes, int size)
        {
            var pixels = new List<(byte, byte, byte, byte)>();
            for (var at = 0; at < bytes.Length; at += size)
            {
                pixels.Add((bytes[at], bytes[at + 1], bytes[at + 2], size == 4 ? bytes[at + 3] : (byte)255));
            }

            return pixels;
        }

        private static byte[] Unfilter(byte[] rows, int stride, int size)
        {
            var result = new byte[rows.Length / (stride + 1) * stride];
            for (var (row, from) = (0, 0); from < rows.Length; row++, from += stride + 1)
            {
                for (var x = 0; x < stride; x++)
                {
                    var at = (row * stride) + x;
                    int left = x >= size ? result[at - size] : 0, up = row > 0 ? result[at - stride] : 0, corner = x >= size && row > 0 ? result[at - stride - size] : 0;
                    result[at] = (byte)(rows[from + 1 + x] + rows[from] switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
                }
            }

            return result;
        }

        private static int Paeth(int left, int up, int corner)
        {
            var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
            return a <= b && a <= c ? left : b <= c ? up : corner;
        }
    }
}
