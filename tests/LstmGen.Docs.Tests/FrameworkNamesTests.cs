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

    /// <summary>What Microsoft.NET.Sdk, .Web and .Worker import where ImplicitUsings is on.</summary>
    private static readonly string[] s_implicitUsings =
    [
        "System", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks", "System.Collections.Generic",
        "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];

    /// <summary>
    /// Types that Windows Forms, WPF and MAUI projects find by their simple name, in words that a library of this kind might use too. One is known to be shared and not in
    /// the list: Padding, which Windows Forms has too, so that such a project writes LstmGen.Padding.
    /// </summary>
    private static readonly string[] s_desktopTypes =
    [
        "Application", "Binding", "Border", "Button", "Cell", "Color", "Control", "Cursor", "Effect", "Element", "Font", "Form", "Frame", "Grid", "Image", "Label", "Layout",
        "Message", "Page", "Panel", "Point", "Region", "Screen", "Size", "State", "Style", "Timer", "Trigger", "View", "Window",
    ];

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

        Assert.DoesNotContain(s_desktopTypes, type => type == name);
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
