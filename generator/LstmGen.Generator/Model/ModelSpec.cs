namespace LstmGen.Generator.Model;

/// <summary>What the user declared, without a Roslyn symbol in it: the value that the compiler caches between edits.</summary>
internal sealed record ModelSpec
{
    /// <summary>Dotted, escaped where C# needs it; empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The types around the class, outermost first, as declarations without a body: <c>public partial class Outer</c>.</summary>
    public required EquatableArray<string> ContainingTypes { get; init; }

    /// <summary>The class as it is written in code, escaped where C# needs it.</summary>
    public required string ClassName { get; init; }

    /// <summary>The class with namespace and containing types, unescaped, for file names and kernels.</summary>
    public required string FullName { get; init; }

    /// <summary>As metadata names it: <c>Shop.Outer+Model</c>.</summary>
    public string MetadataName { get; init; } = "";

    /// <summary>Tells models apart that have one full name, which is an error in the user's project: a class in a class and one in a namespace of that name.</summary>
    public string Identity => string.Join(" ", ContainingTypes.Prepend(Namespace).Append(ClassName));

    /// <summary>The options of the model whose values are missing or cannot be read.</summary>
    public EquatableArray<string> Unknown { get; init; }

    /// <summary>Whether anything of the declaration is not known, as something else says.</summary>
    public bool HasUnknowns => Unknown.Count > 0 || Layers.Any(layer => layer.IsUnknown || layer.Arguments.Any(argument => argument.Value is UnknownValue));

    public required int LookBack { get; init; }

    /// <summary>Values per step.</summary>
    public required int Features { get; init; }

    /// <summary>Where each step is a picture: its height, width and channels; else 0.</summary>
    public int Height { get; init; }

    public int Width { get; init; }

    public int Channels { get; init; }

    public bool HasFrames => Height != 0 || Width != 0 || Channels != 0;

    /// <summary>A member of LstmGen.Scaling.</summary>
    public required string Scaling { get; init; }

    /// <summary>A member of LstmGen.WeightPrecision.</summary>
    public string WeightPrecision { get; init; } = "Single";

    /// <summary>Whether training carries states from window to window.</summary>
    public bool Stateful { get; init; }

    /// <summary>Whether kernels for a GPU are written too.</summary>
    public bool Gpu { get; init; }

    public required int StackBudget { get; init; }

    /// <summary>Whether the user's project allows unsafe code: only then may SkipLocalsInit be written.</summary>
    public required bool AllowUnsafe { get; init; }

    public required EquatableArray<LayerSpec> Layers { get; init; }
}
