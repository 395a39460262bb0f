using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Tests;

/// <summary>Members and types of a user's in and around a model, under the names that matter to generated code, and under others.</summary>
internal sealed class RandomOwnNames(Random random)
{
    public static readonly string[] Models =
    [
        "[LstmModel(LookBack = 3, Scaling = Scaling.Standard)] [Lstm(3)] [Dense(1)]",
        "[LstmModel(LookBack = 3)] [Dense(1)]",
        "[LstmModel(LookBack = 3)] [Lstm(2)] [Softmax(3)]",
        "[LstmModel(LookBack = 3)] [Embedding(9, 2)] [Lstm(2, ReturnSequences = true)] [Crf(3)]",
        "[LstmModel(LookBack = 3)] [Lstm(2, ReturnSequences = true)] [Attention] [Quantiles(0.1, 0.9)]",
        "[LstmModel(LookBack = 3)] [Lstm(2)] [Gaussian]",
    ];

    /// <summary>What the emitted texts declare and read, what the base class has, and what users call things anyway.</summary>
    private static readonly Lazy<string[]> s_names = new(() =>
    [
        .. Models.Select((model, index) => GeneratorRun.Of($"namespace N{index} {{ {model} public partial class M; }}"))
            .SelectMany(run => run.Sources[0].SyntaxTree.GetRoot().DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).Distinct()
            .Concat(typeof(SequenceModel).GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                .Select(member => member.Name))
            .Concat(["State", "Own", "Price", "windows", "nint", "nuint", "var", "dynamic", "Windows", "Model", "Scaling", "Loss", "_", "record", "await", "Größe"])
            .Where(name => SyntaxFacts.IsValidIdentifier(name) && !name.StartsWith('N'))
            .Distinct().Order(StringComparer.Ordinal),
    ]);

    /// <summary>What follows the modifiers of a member, by its name; types that a signature names are written from the root.</summary>
    private static readonly Func<string, string>[] s_members =
    [
        name => $"public int {name};",
        name => $"public const int {name} = 1;",
        name => $"public string {name} => \"\";",
        name => $"internal static long {name} {{ get; set; }}",
        name => $"public void {name}() {{ }}",
        name => $"public float {name}(global::System.ReadOnlySpan<float> own) => 0f;",
        name => $"public float {name}(global::System.ReadOnlySpan<int> own, int more = 0) => 0f;",
        name => $"public void {name}<T>(ref T state, global::System.ReadOnlySpan<float> input, global::System.Span<float> output) {{ }}",
        name => $"public void {name}(object own) {{ }} public void {name}(string own) {{ }} public void {name}(params float[] own) {{ }}",
        name => $"public void {name}(in global::System.ReadOnlySpan<float> a, global::System.Span<float> b) {{ }}",
        name => $"private int {name}(int x) => x;",
        name => $"public class {name};",
        name => $"public struct {name} {{ public int {(name == "X" ? "Y" : "X")}; }}",
        name => $"public enum {name} {{ On, Off }}",
        name => $"public interface {name};",
        name => $"public delegate void {name}();",
        name => $"public record {name}(int A, int B);",
        name => $"public class {name}<T>;",
        name => $"public event global::System.Action? {name} {{ add {{ }} remove {{ }} }}",
        name => $"private protected class {name} {{ public static class Inner; }}",
        name => $"public void Own<{name}>() {{ }}",
        name => $"public int this[int {name}] => 1;",
        name => $"public static bool operator !(M {name}) => true;",
        name => $"public static implicit operator float[](M {name}) => [];",
        name => $"public M(string {name}) : this(7L) {{ }}",
        name => $"public M(int {name}) : this((long){name}) {{ }}",
        name => $"public M(string {name}) {{ }}",
        name => $"public M() {{ }}",
        name => $"public M(string {name}) : base(null!, 0L) {{ }}",
        name => $"public M(long {name}) {{ }}",
        name => $"public M(long {name} = 1) : this() {{ }}",
        name => $"static M() {{ int {name} = 1; _ = {name}; }}",
    ];

    private static readonly Func<string, string>[] s_types =
    [
        name => $"class {name};", name => $"enum {name} {{ On }}", name => $"struct {name};", name => $"interface {name};", name => $"static class {name};",
        name => $"delegate void {name}();", name => $"record {name}(int A);", name => $"class {name}<T>;", name => $"namespace {name} {{ class Inside; }}", name => $"class {name}<T, U>;",
    ];

    /// <summary>A model with a member, and a type beside it or around it as often as not.</summary>
    public OwnNamesCase Draw(int number)
    {
        string layers = Pick(Models);
        string name = Name();
        string escaped = "@" + name;
        string body = random.Next(8) == 0 ? "" : Pick(s_members)(escaped);
        string head = "public partial class M";
        if (random.Next(25) == 0)
        {
            (head, body) = ($"public partial class M(int {escaped})", "");
        }

        string beside = random.Next(3) == 0 ? Pick(s_types)("@" + Name()) : "";
        string model = $"{head} {{ {body} }}";
        return random.Next(6) == 0 && !beside.StartsWith("namespace", StringComparison.Ordinal)
            ? new($"namespace N{number} {{ using global::LstmGen; public partial class Outer {{ {beside} ", layers, model + " } }", $"N{number}.Outer.M", name)
            : new($"namespace N{number} {{ using global::LstmGen; {beside} ", layers, model + " }", $"N{number}.M", name);
    }

    /// <summary>A model, and a type in a namespace that generated code reads, or outside of any.</summary>
    public OwnNamesCase DrawHiding(int number)
    {
        string space = Pick(["", "", "System", "LstmGen", "LstmGen.Runtime", "LstmGen.Generated", "LstmGen.Kernels", "System.Runtime", "System.Runtime.CompilerServices", "System.Runtime.Intrinsics", "LstmGen.Samples"]);
        string name = space.Length == 0 && random.Next(3) == 0 ? Pick(["System", "LstmGen"]) : Name();
        string type = Pick([.. s_types.Where((_, index) => index != 8)])("@" + name);
        string layers = Pick(Models);
        return new(
            $"{(space.Length == 0 ? type : $"namespace {space} {{ {type} }}")} namespace N{number} {{ ", string.Join(" ", layers.Split("[").Skip(1).Select(part => "[global::LstmGen." + part.Replace("Scaling.", "global::LstmGen.Scaling."))),
            "public partial class M; }", $"N{number}.M", name);
    }

    /// <summary>What is written into the classes themselves, where most could go wrong.</summary>
    private static readonly Lazy<string[]> s_membersOfClasses = new(() =>
    [
        .. Models.Select((model, index) => GeneratorRun.Of($"namespace N{index} {{ {model} public partial class M; }}"))
            .SelectMany(run => run.Sources[0].SyntaxTree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Single(type => type.Identifier.ValueText == "M").DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)
            .Where(name => name != "M" && !name.StartsWith('N')).Distinct().Order(StringComparer.Ordinal),
    ]);

    private string Name() => Pick(random.Next(2) == 0 ? s_names.Value : s_membersOfClasses.Value);

    private T Pick<T>(T[] from) => from[random.Next(from.Length)];
}

/// <param name="Before">What stands before the model.</param>
/// <param name="Layers">Its attributes.</param>
/// <param name="After">The class and what closes.</param>
/// <param name="Model">The full name of the class.</param>
/// <param name="Name">What was drawn.</param>
internal sealed record OwnNamesCase(string Before, string Layers, string After, string Model, string Name)
{
    public string Source => Before + Layers + " " + After;

    /// <summary>What the user would have without the generator.</summary>
    public string WithoutModel => Before + After;
}
