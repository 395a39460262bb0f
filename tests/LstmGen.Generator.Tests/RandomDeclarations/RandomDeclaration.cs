using System.Reflection;

namespace LstmGen.Generator.Tests;

/// <summary>Draws declarations as nobody would write them, and some as somebody would.</summary>
internal sealed class RandomDeclaration(Random random)
{
    /// <summary>Constants that declarations refer to, in a file of their own.</summary>
    public const string Constants = "public static class Sizes { public const int Units = 3; public const int Twice = Units * 2; public const double Rate = 0.25; }";

    private static readonly Type[] s_layers = [.. typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute))).OrderBy(type => type.Name, StringComparer.Ordinal)];

    private static readonly string[] s_bodies =
    [
        ";", "{ }", "{ }", "{ }", "{ public float Predict(System.ReadOnlySpan<float> mine) => 0f; }", "{ public enum State { On } }", "{ private readonly int _own = 1; public int Own => _own; }",
        "{ ~", "(int x);", "{ public void Predict<T>() { } }",
        "{ public string Predict => \"\"; }", "{ public int Step; }", "{ private readonly float[] Packed = []; public int Length => Packed.Length; }", "{ public int Description => 3; }",
    ];

    private static readonly string[] s_heads = ["partial class", "partial class", "partial class", "public sealed partial class", "public partial class", "internal partial class", "public class", "partial struct", "partial record", "partial record struct", "partial interface", "static partial class", "abstract partial class", "file partial class", "unsafe partial class"];

    private readonly RandomValues _values = new(random);

    /// <summary>One declaration with what is around it, in a namespace of its own.</summary>
    public string Draw(int number)
    {
        bool sensible = random.Next(3) == 0;
        List<string> attributes = [.. sensible ? Sensible() : Wild()];
        string head = sensible ? "public partial class" : s_heads[random.Next(s_heads.Length)];
        string name = random.Next(3) == 0 ? _values.Name() : "Model";
        string generic = !sensible && random.Next(15) == 0 ? "<T>" : "";
        string based = !sensible && random.Next(15) == 0 ? new[] { " : SequenceModel", " : Unknown", " : System.IDisposable", " : object", " : System.Exception" }[random.Next(5)] : "";
        string body = sensible && random.Next(4) > 0 ? "{ }" : s_bodies[random.Next(s_bodies.Length)];
        string declaration = $"{string.Join(random.Next(2) == 0 ? " " : "\n", attributes)} {head} {name}{generic}{based} {body}";
        if (!sensible && random.Next(8) == 0)
        {
            declaration = $"[{Layer(typeof(LstmAttribute), sensible: true)}] {head} {name}{generic} {{ }} {declaration}";
        }

        for (int depth = random.Next(6) == 0 ? random.Next(1, 4) : 0; depth > 0; depth--)
        {
            string around = new[] { "public partial class", "partial struct", "partial interface", "static partial class", "partial record", "public class", "partial class" }[random.Next(7)];
            declaration = $"{around} {(random.Next(2) == 0 ? "Outer" : "In" + _values.Name().TrimStart('@', '\\'))}{depth}{(random.Next(12) == 0 ? "<T>" : "")} {{ {declaration} }}";
        }

        return $"namespace N{number} {{ {declaration} }}";
    }

    private IEnumerable<string> Sensible()
    {
        yield return $"[LstmModel(LookBack = {random.Next(2, 9)}{(random.Next(3) == 0 ? ", Scaling = Scaling.Standard" : "")})]";
        for (int count = random.Next(0, 3); count > 0; count--)
        {
            yield return $"[{new[] { "Lstm(4)", "Lstm(Sizes.Units)", "Dense(3)", "Dropout(0.2)", "LayerNorm", "Lstm(units: 2)", "Conv1D(3, 2, Padding = Padding.Same)" }[random.Next(7)]}]";
        }

        yield return $"[{(random.Next(2) == 0 ? "Dense(1)" : Layer(s_layers[random.Next(s_layers.Length)], sensible: true))}]";
    }

    private List<string> Wild()
    {
        List<string> attributes = [];
        if (random.Next(12) > 0)
        {
            attributes.Add($"[LstmModel{Arguments(typeof(LstmModelAttribute), random.Next(2) == 0)}]");
        }

        for (int count = random.Next(0, 7); count > 0; count--)
        {
            attributes.Add($"[{(random.Next(25) == 0 ? new[] { "LSTM(4)", "Lsmt(4)", "Lstm(Units = 4)", "Lstm(4, Units = 4)", "Unknown", "System.Obsolete", "Dense", "LstmModel" }[random.Next(8)] : Layer(s_layers[random.Next(s_layers.Length)], random.Next(2) == 0))}]");
        }

        if (random.Next(6) == 0)
        {
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(attributes));
        }

        return attributes;
    }

    private string Layer(Type type, bool sensible) => type.Name[..^"Attribute".Length] + Arguments(type, sensible);

    private string Arguments(Type type, bool sensible)
    {
        List<string> arguments = [];
        foreach (ParameterInfo parameter in type.GetConstructors(BindingFlags.Instance | BindingFlags.Public).Single().GetParameters())
        {
            if (parameter.ParameterType == typeof(double[]))
            {
                arguments.AddRange(sensible ? ["0.1", "0.9"] : Enumerable.Range(0, random.Next(0, 4)).Select(_ => _values.Of(typeof(double), sensible)));
            }
            else if (sensible || random.Next(12) > 0)
            {
                arguments.Add((random.Next(8) == 0 ? parameter.Name + ": " : "") + _values.Of(parameter.ParameterType, sensible));
            }
        }

        foreach (PropertyInfo property in type.GetProperties().Where(property => property.CanWrite))
        {
            bool required = property.Name is "LookBack" or "MaximumLabels" or "Steps";
            if (required ? sensible || random.Next(8) > 0 : random.Next(sensible ? 12 : 7) == 0)
            {
                arguments.Add($"{property.Name} = {_values.Of(property.PropertyType, sensible)}");
            }
        }

        return arguments.Count == 0 && random.Next(2) == 0 ? "" : $"({string.Join(", ", arguments)})";
    }
}
