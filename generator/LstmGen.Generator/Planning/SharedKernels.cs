namespace LstmGen.Generator.Planning;

/// <summary>Kernels that know their shape and not where a layer's regions lie: layers of one shape, and both directions of one, share a class of them.</summary>
internal interface IShapeKernels
{
    /// <summary>Writes the members of the class.</summary>
    void Write(SourceWriter writer);
}

/// <summary>A class of kernels that layers share.</summary>
/// <param name="Shape">What decides its text, equal by value.</param>
/// <param name="Class">Its name.</param>
/// <param name="Summary">What it is, in words.</param>
/// <param name="Kernels">What writes it.</param>
internal sealed record SharedKernels(object Shape, string Class, string Summary, IShapeKernels Kernels);
