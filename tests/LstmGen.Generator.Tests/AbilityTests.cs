using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Layers.Heads;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests;

/// <summary>What some models can do and others cannot is an interface with extension members: the base class of all models does not know it, and generated classes add constants alone.</summary>
public sealed class AbilityTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly s_library = typeof(SequenceModel).Assembly;

    private static readonly Type[] s_holders =
    [
        .. s_library.GetExportedTypes().Where(type => type is { IsAbstract: true, IsSealed: true, IsNested: false } && Calls(type).Any()),
    ];

    /// <summary>The heads of the generator's own list, by the names of their attributes.</summary>
    private static readonly string[] s_heads =
    [
        .. typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HeadLayer)) && !type.IsAbstract).Select(type => type.Name[..^"Layer".Length]),
    ];

    /// <summary>With the ability that stands for each; a new head takes a line here, and none in the base class.</summary>
    public static TheoryData<string, string> Models { get; } = new()
    {
        { "[Softmax(3)]", "IClassifier" },
        { "[Sigmoid(3)]", "ILabeler" },
        { "[Sigmoid(1)]", "ISingleLabeler" },
        { "[Quantiles(0.1, 0.9)]", "IQuantilePredictor" },
        { "[Gaussian]", "IGaussianPredictor" },
        { "[Gaussian]", "IDistributionForecaster" },
        { "[Attention] [Dense(2)]", "IAttending" },
        { "[Dense(2)]", "IStreaming" },
        { "[Lstm(3, ReturnSequences = true)] [Softmax(3)]", "IStepClassifier" },
        { "[Lstm(3, ReturnSequences = true)] [Crf(3, Names = [\"O\", \"B-A\", \"I-A\"])]", "ITagger" },
        { "[Lstm(3, ReturnSequences = true)] [Ctc(4, MaximumLabels = 2)]", "ITranscriber" },
        { "[Lstm(3, ReturnSequences = true)] [Quantiles(0.1, 0.9)]", "IDistributionPredictor" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_generated_class_adds_interfaces_and_constants_alone(string layers, string ability)
    {
        foreach (string first in new[] { "", "[Embedding(9, 2)] " })
        {
            GeneratorRun run = GeneratorRun.Clean($"namespace A {{ /// <summary>A model.</summary>\n[LstmModel(LookBack = 5)] {first}{(layers.StartsWith("[Lstm", StringComparison.Ordinal) ? "" : "[Lstm(3)] ")}{layers} public partial class M; }}");
            INamedTypeSymbol model = run.Output.GetTypeByMetadataName("A.M")!;
            Assert.Contains(model.AllInterfaces, found => found.Name == ability);
            Assert.Equal(first.Length > 0, model.AllInterfaces.Any(found => found.Name == nameof(ITokenModel)));
            string[] names = [.. model.GetMembers().Where(member => member.CanBeReferencedByName).Select(member => member.Name).Distinct()];
            Assert.Empty(names.Except(["PredictRaw", "Predict", "Step", "State", .. first.Length > 0 ? ["PredictBatch", "FitBatch"] : Array.Empty<string>()]));
        }
    }

    [Fact]
    public void Every_head_and_every_ability_is_tried()
    {
        string[] layers = [.. Models.Select(row => row.Data.Item1)], abilities = [.. Models.Select(row => row.Data.Item2)];
        Assert.All(s_heads, head => Assert.Contains(layers, one => one.Contains($"[{head}", StringComparison.Ordinal)));
        Assert.Empty(Abilities.Select(ability => ability.Name.Split('`')[0]).Except([.. abilities, nameof(ITokenModel), "IGenerator"]));
    }

    [Fact]
    public void The_base_class_names_no_head()
    {
        string[] forbidden =
        [
            .. s_holders.Select(holder => holder.Name), .. s_holders.SelectMany(Calls).Select(call => call.Name),
            .. Abilities.Select(ability => ability.Name.Split('`')[0]), .. Files("Abilities").Select(file => Path.GetFileNameWithoutExtension(file)),
        ];
        Assert.True(s_heads.Length >= 6 && forbidden.Length > 60);
        (string File, string Name)[] found =
        [
            .. from file in Files("").Where(file => Path.GetFileName(file).StartsWith("SequenceModel.", StringComparison.Ordinal))
               from token in CSharpSyntaxTree.ParseText(File.ReadAllText(file), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantTokens()
               where token.IsKind(SyntaxKind.IdentifierToken) && (forbidden.Contains(token.ValueText) || s_heads.Append("Decoder").Any(head => token.ValueText.Contains(head, StringComparison.Ordinal)))
               select (Path.GetFileName(file), token.ValueText),
        ];
        Assert.True(found.Length == 0, string.Join(", ", found));
    }

    [Fact]
    public void The_base_class_has_what_every_model_has()
    {
        MethodBase[] members = [.. typeof(SequenceModel).GetMembers(All).OfType<MethodBase>()];
        MethodBase[] inherited = [.. members.Where(member => member.IsFamily || member.IsFamilyOrAssembly)];
        Assert.Equal([".ctor", "OpenInitialWeights"], inherited.Select(member => member.Name).Order(StringComparer.Ordinal));
        string[] open = [.. members.Where(member => member.IsPublic).Select(member => member.Name.Replace("get_", "")).Distinct().Order(StringComparer.Ordinal)];
        Assert.Empty(open.Intersect(s_holders.SelectMany(Calls).Select(call => call.Name)));

        // What the architecture says of it.
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/architecture.md"));
        int calls = members.Count(member => member.IsPublic);
        Assert.Contains($"{calls} public members under {open.Length} names, and one protected", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Abilities_and_their_calls_are_documented()
    {
        Dictionary<string, XElement> documented = XDocument.Load(Path.ChangeExtension(s_library.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
        foreach (Type ability in Abilities)
        {
            Assert.True(HasText(documented[$"T:{ability.FullName}"], "summary"), ability.Name);
            Assert.All(ability.GetProperties(), property => Assert.True(HasText(documented[$"P:{ability.FullName}.{property.Name}"], "summary"), property.Name));
            MethodInfo[] methods = [.. ability.GetMethods().Where(method => !method.IsSpecialName)];
            Assert.All(methods, method => Assert.Contains(documented.Keys, key => key.StartsWith($"M:{ability.FullName}.{method.Name}(", StringComparison.Ordinal)));
        }

        foreach (Type holder in s_holders)
        {
            Assert.True(HasText(documented[$"T:{holder.FullName}"], "summary"), holder.Name);
            foreach (IGrouping<string, MethodInfo> calls in Calls(holder).GroupBy(call => call.Name))
            {
                XElement[] pages = [.. documented.Where(pair => pair.Key.Contains($".{holder.Name}.<G>$", StringComparison.Ordinal) && pair.Key.Contains($".{calls.Key}(", StringComparison.Ordinal)).Select(pair => pair.Value)];
                Assert.True(pages.Length == calls.Count(), $"{holder.Name}.{calls.Key}: {pages.Length} of {calls.Count()}");
                Assert.All(pages, page => Assert.True(HasText(page, "summary") && HasText(page, "exception"), calls.Key));
                Assert.Equal(
                    calls.Select(call => string.Join(", ", call.GetParameters().Skip(1).Select(parameter => parameter.Name))).Order(StringComparer.Ordinal),
                    pages.Select(page => string.Join(", ", page.Elements("param").Where(parameter => parameter.Value.Length > 0).Select(parameter => parameter.Attribute("name")!.Value))).Order(StringComparer.Ordinal));
            }
        }
    }

    /// <summary>Every interface of the runtime that a generated class implements is public in the namespace of the attributes, so that one using is enough.</summary>
    [Fact]
    public void One_using_is_enough()
    {
        Assert.InRange(s_holders.Length, 12, 40);
        Assert.All(s_holders.Concat(Abilities), type => Assert.Equal(nameof(LstmGen), type.Namespace));
        Assert.All(s_holders.SelectMany(Calls), call => Assert.All(
            call.GetGenericArguments()[0].GetGenericParameterConstraints().Where(constraint => constraint.IsInterface),
            constraint => Assert.Contains(constraint.IsGenericType ? constraint.GetGenericTypeDefinition() : constraint, Abilities)));
    }

    /// <summary>The public interfaces of the runtime beside the attributes that have to do with models.</summary>
    private static Type[] Abilities { get; } =
    [
        .. Files("Abilities").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => name[0] == 'I' && char.IsUpper(name[1]))
            .Select(name => s_library.GetType($"LstmGen.{name}") ?? s_library.GetType($"LstmGen.{name}`1", throwOnError: true)!),
    ];

    /// <summary>The extension members for models with abilities.</summary>
    private static IEnumerable<MethodInfo> Calls(Type holder) => holder.GetMethods(All).Where(method =>
        method.IsPublic && method.IsDefined(typeof(ExtensionAttribute), inherit: false) && method.IsGenericMethodDefinition
        && method.GetGenericArguments()[0].GetGenericParameterConstraints() is { Length: > 1 } constraints && constraints.Contains(typeof(SequenceModel)));

    private static string[] Files(string folder) => Directory.GetFiles(Path.Combine(Repository.Root, "src/LstmGen", folder), "*.cs");

    private static bool HasText(XElement member, string element) => member.Elements(element).Any(found => found.Value.Trim().Length > 0);
}
