namespace BotDesk.Channels.Slack.Blocks;

/// <summary>
/// What Slack takes at most (https://docs.slack.dev/reference/block-kit: blocks, block elements, composition objects; …/surfaces/modals). One too
/// many, and it refuses the whole message.
/// </summary>
internal static class SlackLimits
{
    public const int BlocksPerMessage = 50;
    public const int BlocksPerModal = 100;

    /// <summary>All text of a message; Slack refuses somewhat above 13,000 (<c>msg_blocks_too_long</c>).</summary>
    public const int TextPerMessage = 12_000;

    public const int SectionText = 3000;
    public const int FieldsPerSection = 10;
    public const int FieldText = 2000;
    public const int HeaderText = 150;
    public const int ContextText = 2000;
    public const int ElementsPerActions = 25;
    public const int ButtonText = 75;
    public const int ButtonValue = 2000;
    public const int AccessibilityLabel = 75;
    public const int Url = 3000;
    public const int ImageAlt = 2000;
    public const int Id = 255;
    public const int OptionsPerSelect = 100;
    public const int OptionsPerButtons = 10;
    public const int OptionText = 75;
    public const int OptionDescription = 75;
    public const int OptionValue = 75;
    public const int Label = 2000;
    public const int Placeholder = 150;
    public const int InputText = 3000;
    public const int ModalTitle = 24;
    public const int PrivateMetadata = 3000;

    /// <summary>What stands in notifications and where blocks are not shown.</summary>
    public const int Fallback = 300;
}
