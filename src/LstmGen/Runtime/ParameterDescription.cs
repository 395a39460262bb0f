using System.Collections.Immutable;
using System.ComponentModel;

namespace LstmGen.Runtime;

/// <summary>One named tensor of the flat parameter vector: where it lies, its shape, and how it starts.</summary>
/// <param name="Name">Canonical, for example <c>lstm.kernel</c>, <c>lstm_1.backward.recurrent_kernel</c>, <c>dense.bias</c>.</param>
/// <param name="Offset">Of its first element in the flat vector.</param>
/// <param name="Shape">Row-major dimensions.</param>
/// <param name="Initializer">How it starts.</param>
/// <param name="FanIn">For the initialisers that need it: inputs of the fused matrix.</param>
/// <param name="FanOut">For the initialisers that need it: outputs of the fused matrix.</param>
/// <param name="Units">The hidden size, for <see cref="Initializer.TorchUniform"/>.</param>
/// <param name="UnitForgetBias">Whether the second quarter starts at 1 whatever the initialiser.</param>
/// <param name="IsFrozen">Whether training leaves it as it is: its gradient is zero, and no optimizer, weight decay included, changes it.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed record ParameterDescription(
    string Name, int Offset, ImmutableArray<int> Shape, Initializer Initializer, int FanIn, int FanOut, int Units, bool UnitForgetBias = false, bool IsFrozen = false)
{
    /// <summary>Name, shape and start: <c>lstm.kernel [1, 200], GlorotUniform</c>.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}], {Initializer}";

    /// <summary>Elements.</summary>
    public int Count { get; } = Product(Shape);

    /// <summary>Whether a name is that of the tensor, or of a layer or direction that it belongs to.</summary>
    internal bool IsIn(string name) => Name.StartsWith(name, StringComparison.Ordinal) && (Name.Length == name.Length || Name[name.Length] == '.');

    private static int Product(ImmutableArray<int> shape)
    {
        int product = 1;
        foreach (int dimension in shape)
        {
            product = checked(product * dimension);
        }

        return product;
    }
}
