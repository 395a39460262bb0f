using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Docs.Tests;

/// <summary>
/// Public names beside those of the frameworks. A type that is called like a root namespace cannot be named where that namespace is visible, whatever
/// the usings say (CS0234); one that is called like a type of a namespace that the SDKs import is ambiguous (CS0104).
/// </summary>
public sealed class FrameworkNamesTests
{
    private static readonly string[] s_packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    /// <summary>Roots of frameworks that are not installed here: desktop and WinRT projections, and what workloads bring.</summary>
    private static readonly string[] s_otherRoots =
    [
        "Windows", "WinRT", "Microsoft", "System", "Internal", "Interop", "MS", "XamlGeneratedNamespace", "Accessibility", "UIAutomationClientsideProviders",
        "Android", "AndroidX", "Java", "Javax", "Kotlin", "Org", "Dalvik", "Xamarin", "Mono", "UIKit", "AppKit", "Foundation", "CoreFoundation", "CoreML", "CoreGraphics",
        "Metal", "Accelerate", "Vision", "Speech", "ObjCRuntime", "Tizen", "Gtk", "Google", "Grpc", "FSharp", "Newtonsoft", "Xunit", "NUnit",
    ];

    /// <summary>What Microsoft.NET.Sdk, .Web, .Worker and .BlazorWebAssembly import where ImplicitUsings is on.</summary>
    private static readonly string[] s_implicitUsings =
    [
        "System", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks", "System.Collections.Generic",
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    /// <summary>What Windows Forms projects import besides; WPF imports less than a console.</summary>
    private static readonly string[] s_desktopUsings = ["System.Drawing", "System.Windows.Forms"];

    /// <summary>
    /// Public types of System.Windows.Forms and of the part of System.Drawing that only Windows has, by what they are documented as at
    /// learn.microsoft.com/dotnet/api/system.windows.forms and system.drawing; and words of WPF and MAUI, which projects find by their simple names.
    /// Their reference assemblies are not installed here.
    /// </summary>
    private static readonly string[] s_desktopTypes =
    [
        .. """
        AccessibleEvents AccessibleNavigation AccessibleObject AccessibleRole AccessibleSelection AccessibleStates AmbientProperties AnchorStyles Appearance Application ApplicationContext
        ArrangeDirection ArrangeStartingPosition ArrowDirection AutoCompleteMode AutoCompleteSource AutoCompleteStringCollection AutoScaleMode AutoSizeMode AutoValidate AxHost BaseCollection
        BatteryChargeStatus Binding BindingCompleteContext BindingCompleteState BindingContext BindingManagerBase BindingMemberInfo BindingNavigator BindingSource BindingsCollection BootMode
        Border3DSide Border3DStyle BorderStyle BoundsSpecified Button ButtonBase ButtonBorderStyle ButtonRenderer ButtonState CaptionButton CharacterCasing CheckBox CheckBoxRenderer CheckState
        CheckedListBox Clipboard CloseReason ColorDepth ColorDialog ColumnHeader ColumnHeaderStyle ComboBox ComboBoxRenderer ComboBoxStyle CommonDialog ContainerControl ContentsResizedEventArgs
        ContextMenuStrip Control ControlBindingsCollection ControlPaint ControlStyles ControlUpdateMode CreateParams CurrencyManager Cursor CursorConverter Cursors DataFormats DataGridView
        DataGridViewCell DataGridViewColumn DataGridViewRow DataObject DataSourceUpdateMode DateTimePicker DateTimePickerFormat Day DialogResult DockStyle DomainUpDown DpiChangedEventArgs
        DragAction DragDropEffects DragEventArgs DrawItemState DrawMode DrawToolTipEventArgs ErrorBlinkStyle ErrorIconAlignment ErrorProvider FeatureSupport FileDialog FileDialogCustomPlace
        FixedPanel FlatButtonAppearance FlatStyle FlowDirection FlowLayoutPanel FlowLayoutSettings FolderBrowserDialog FontDialog Form FormBorderStyle FormCollection FormStartPosition
        FormWindowState FrameStyle GridItem GridItemCollection GridItemType GridTablesFactory GroupBox GroupBoxRenderer HScrollBar HScrollProperties HandledMouseEventArgs Help HelpNavigator
        HelpProvider HorizontalAlignment HtmlDocument HtmlElement HtmlHistory HtmlWindow HtmlWindowCollection IButtonControl ICommandExecutor IContainerControl IDataGridViewEditingCell IDataObject
        IMessageFilter IWin32Window IWindowTarget ImageIndexConverter ImageLayout ImageList ImageListStreamer ImeMode InputLanguage InsertKeyMode ItemActivation ItemBoundsPortion ItemCheckEventArgs
        KeyEventArgs KeyPressEventArgs Keys KeysConverter Label LabelEditEventArgs LayoutEventArgs LayoutSettings LeftRightAlignment LinkArea LinkBehavior LinkLabel LinkState ListBindingHelper
        ListBox ListControl ListView ListViewAlignment ListViewGroup ListViewItem ListViewItemStates MainMenu MaskFormat MaskedTextBox MdiClient MdiLayout MeasureItemEventArgs MenuGlyph MenuStrip
        MergeAction Message MessageBox MessageBoxButtons MessageBoxIcon MessageBoxOptions MethodInvoker MonthCalendar MouseButtons MouseEventArgs NativeWindow NodeLabelEditEventArgs NotifyIcon
        NumericUpDown NumericUpDownAcceleration OSFeature OpenFileDialog Orientation OwnerDrawPropertyBag Padding PaddingConverter PageSetupDialog PaintEventArgs Panel PictureBox PictureBoxSizeMode
        PopupEventArgs PowerLineStatus PowerState PowerStatus PreviewKeyDownEventArgs PrintControllerWithStatusDialog PrintDialog PrintPreviewControl PrintPreviewDialog Profession ProfessionalColorTable
        ProfessionalColors ProgressBar ProgressBarRenderer ProgressBarStyle PropertyGrid PropertyManager PropertySort QueryAccessibilityHelpEventArgs RadioButton RadioButtonRenderer
        RelatedImageListAttribute RetrieveVirtualItemEventArgs RichTextBox RichTextBoxFinds RichTextBoxScrollBars RightToLeft RowStyle SaveFileDialog Screen ScreenOrientation ScrollBar ScrollBarRenderer
        ScrollBars ScrollButton ScrollEventArgs ScrollEventType ScrollOrientation ScrollProperties ScrollableControl SearchDirectionHint SecurityIDType SelectedGridItemChangedEventArgs SelectionMode
        SelectionRange SendKeys Shortcut SizeGripStyle SizeType SortOrder SplitContainer Splitter SplitterPanel StatusStrip StructFormat SystemColorMode SystemInformation SystemParameter TabAlignment
        TabAppearance TabControl TabDrawMode TabPage TabRenderer TabSizeMode TableLayoutPanel TableLayoutSettings TableLayoutStyle TaskDialog TaskDialogButton TaskDialogIcon TaskDialogPage TextBox
        TextBoxBase TextBoxRenderer TextDataFormat TextFormatFlags TextImageRelation TextRenderer ThreadExceptionDialog TickStyle Timer ToolStrip ToolStripButton ToolStripItem ToolStripLayoutStyle
        ToolStripManager ToolStripRenderer ToolTip ToolTipIcon TrackBar TrackBarRenderer TreeNode TreeNodeCollection TreeNodeStates TreeView TreeViewAction TreeViewHitTestInfo TypeValidationEventArgs
        UICues UnhandledExceptionMode UpDownBase UserControl VScrollBar VScrollProperties ValidationConstraints View WebBrowser WebBrowserBase WebBrowserEncryptionLevel WindowsFormsSection
        Bitmap Brush Brushes BufferedGraphics CharacterRange ContentAlignment CopyPixelOperation Font FontConverter FontFamily FontStyle Graphics GraphicsUnit Icon IconConverter Image ImageAnimator
        ImageConverter Pen Pens Region RotateFlipType SolidBrush StockIconId StringAlignment StringDigitSubstitute StringFormat StringFormatFlags StringTrimming StringUnit SystemBrushes SystemFonts
        SystemIcons SystemPens TextureBrush ToolboxBitmapAttribute
        Border Cell Effect Element Frame Grid Layout Page Style State Trigger Window
        """.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>
    /// The names that are shared all the same. Keras and PyTorch call the padding of a convolution by this word, and only Windows Forms has another: docs/layers.md says what
    /// its projects write.
    /// </summary>
    private static readonly string[] s_shared = ["Padding"];

    private static readonly Lazy<CSharpCompilation> s_frameworks = new(Frameworks);

    public static TheoryData<string> Names { get; } =
    [
        .. new[] { typeof(SequenceModel), typeof(Text.Vocabulary) }.SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => !type.IsNested).Select(type => type.Name.Split('`')[0]).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_public_type_has_a_name_of_its_own(string name)
    {
        foreach (string written in new[] { name, name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name }.Distinct())
        {
            Assert.DoesNotContain(s_frameworks.Value.GlobalNamespace.GetNamespaceMembers(), root => root.Name == written);
            Assert.DoesNotContain(s_otherRoots, root => root == written);
            foreach (string imported in s_implicitUsings)
            {
                INamespaceSymbol found = Namespace(imported);
                Assert.DoesNotContain(
                    found.GetTypeMembers(written), type => type.DeclaredAccessibility == Accessibility.Public && type.Arity == 0);
            }
        }

        if (!s_shared.Contains(name))
        {
            Assert.DoesNotContain(s_desktopTypes, type => type == name);
            Assert.Empty(Namespace("System.Drawing").GetTypeMembers(name));
        }
    }

    [Fact]
    public void What_is_shared_is_said()
    {
        Assert.Equal(s_shared, Names.Select(row => row.Data).Intersect(s_desktopTypes));
        string page = File.ReadAllText(Path.Combine(Pages.Root, "docs", "layers.md"));
        Assert.All(s_shared, name => Assert.Contains($"using {name} = LstmGen.{name};", page, StringComparison.Ordinal));
    }

    /// <summary>The line that the page recommends, in a project that has another type of that name in an imported namespace, and the message without it.</summary>
    [Theory]
    [InlineData("using Padding = LstmGen.Padding;", null)]
    [InlineData("", "CS0104")]
    public void A_shared_name_can_be_told_apart(string line, string? error)
    {
        const string Forms = "namespace System.Windows.Forms { public struct Padding { } }";
        string source = $"using LstmGen; {line} [Conv1D(4, 3, Padding = Padding.Causal)] class M; {Forms}";
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Forms", [CSharpSyntaxTree.ParseText("global using global::System.Windows.Forms;"), CSharpSyntaxTree.ParseText(source)],
            [.. s_frameworks.Value.References, MetadataReference.CreateFromFile(typeof(SequenceModel).Assembly.Location)], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        string[] errors = [.. compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.Id).Distinct()];
        Assert.Equal(error is null ? [] : [error], errors);
    }

    /// <summary>The lists above, against the SDK that builds this: a new SDK may import more.</summary>
    [Fact]
    public void The_implicit_usings_are_those_of_the_SDKs()
    {
        string sdks = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "sdk"));
        string? newest = Directory.Exists(sdks) ? Directory.GetDirectories(sdks, "10.*").Order(StringComparer.Ordinal).LastOrDefault() : null;
        Assert.SkipWhen(newest is null, $"There is no SDK at {sdks}.");
        string[] imported =
        [
            .. new[] { "Microsoft.NET.Sdk", "Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Worker", "Microsoft.NET.Sdk.BlazorWebAssembly", "Microsoft.NET.Sdk.WindowsDesktop" }
                .SelectMany(sdk => Directory.GetFiles(Path.Combine(newest!, "Sdks", sdk), "*.props", SearchOption.AllDirectories))
                .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), "<Using Include=\"([^\"]+)\""))
                .Select(found => found.Groups[1].Value).Distinct(),
        ];
        Assert.True(imported.Length > 10, $"Only {imported.Length} usings were found.");
        Assert.Empty(imported.Except(s_implicitUsings).Except(s_desktopUsings));
    }

    [Fact]
    public void Both_packages_fit_in_one_file()
    {
        string[] own = [.. typeof(SequenceModel).Assembly.GetExportedTypes().Where(type => type.Namespace == "LstmGen").Select(type => type.Name)];
        string[] text = [.. typeof(Text.Vocabulary).Assembly.GetExportedTypes().Where(type => !type.IsNested).Select(type => type.Name)];
        Assert.Empty(own.Intersect(text));
        string[] spaces = [.. typeof(SequenceModel).Assembly.GetExportedTypes().Concat(typeof(Text.Vocabulary).Assembly.GetExportedTypes())
            .SelectMany(type => type.Namespace!.Split('.')).Distinct()];
        Assert.Empty(own.Concat(text).Intersect(spaces));
    }

    [Fact]
    public void The_check_sees_what_once_went_wrong()
    {
        Assert.Contains(s_frameworks.Value.GlobalNamespace.GetNamespaceMembers(), root => root.Name == "Windows");
        Assert.NotEmpty(Namespace("System.Threading").GetTypeMembers("Barrier"));
    }

    private static INamespaceSymbol Namespace(string name) => name.Split('.').Aggregate(
        s_frameworks.Value.GlobalNamespace, (space, part) => space.GetNamespaceMembers().Single(member => member.Name == part));

    private static CSharpCompilation Frameworks()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string packs = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs"));
        string[] folders = [.. s_packs.Select(pack => Path.Combine(packs, pack)).Where(Directory.Exists)
            .Select(pack => Directory.GetDirectories(pack, "10.*").Order(StringComparer.Ordinal).Last())
            .Select(version => Path.Combine(version, "ref", "net10.0"))];
        Assert.SkipWhen(folders.Length < s_packs.Length, $"The reference assemblies of the SDK are not at {packs}.");
        return CSharpCompilation.Create("Names", references: folders
            .SelectMany(folder => Directory.GetFiles(folder, "*.dll"))
            .DistinctBy(Path.GetFileName)
            .Select(file => MetadataReference.CreateFromFile(file)));
    }
}
