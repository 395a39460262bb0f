using LstmGen.Runtime;

namespace LstmGen.Persistence;

// The tensors that a header announces, against those of the model.
internal static partial class ModelFile
{
    private static void CheckTensors(ModelDescription model, SafeTensorsHeader header)
    {
        foreach (ParameterDescription parameter in model.Parameters)
        {
            if (!header.Tensors.TryGetValue(parameter.Name, out SafeTensorsHeader.Tensor? tensor)) throw Missing(parameter, header);
            int size = TensorType.SizeOf(tensor.Type);
            if (size == 0) throw new InvalidDataException($"Expected '{parameter.Name}' as {TensorType.Taken}, found {tensor.Type}.");
            if (!SameShape(parameter.Shape.AsSpan(), tensor.Shape)) throw OtherShape(parameter, tensor);
            if (tensor.End - tensor.Begin != parameter.Count * (long)size) throw OtherLength(parameter, tensor, size);
            tensor.Parameter = parameter;
        }

        // All of the model's are there: what else there is belongs to a checkpoint, or is left over.
        bool isCheckpoint = Checkpoint.IsOne(header);
        foreach (SafeTensorsHeader.Tensor tensor in header.Tensors.Values)
        {
            if (tensor.Parameter is null && !(isCheckpoint && Checkpoint.Names(tensor)))
            {
                throw new InvalidDataException($"Found the tensor '{tensor.Name}', which {model.Name} does not have.");
            }
        }
    }

    /// <summary>The tensors as they follow each other; they fill the data without a hole and without an overlap.</summary>
    private static SafeTensorsHeader.Tensor[] InPlaceOrder(SafeTensorsHeader header)
    {
        var tensors = new SafeTensorsHeader.Tensor[header.Tensors.Count];
        header.Tensors.Values.CopyTo(tensors, 0);
        Array.Sort(tensors, (left, right) => left.Begin != right.Begin ? left.Begin.CompareTo(right.Begin) : left.End.CompareTo(right.End));
        long expected = 0;
        foreach (SafeTensorsHeader.Tensor tensor in tensors)
        {
            if (tensor.Begin != expected || tensor.End < tensor.Begin)
            {
                throw new InvalidDataException(
                    $"Expected '{tensor.Name}' to begin at byte {expected} of the values, found {tensor.Begin}: tensors overlap or leave a hole.");
            }

            expected = tensor.End;
        }

        return tensors;
    }

    private static bool SameShape(ReadOnlySpan<int> expected, long[] found)
    {
        bool same = found.Length == expected.Length;
        for (int i = 0; same && i < found.Length; i++)
        {
            same = found[i] == expected[i];
        }

        return same;
    }

    private static InvalidDataException Missing(ParameterDescription parameter, SafeTensorsHeader header) =>
        new($"Expected the tensor '{parameter.Name}' {Shape(parameter.Shape.ToArray())}; found {Names(header)}.");

    private static InvalidDataException OtherShape(ParameterDescription parameter, SafeTensorsHeader.Tensor tensor) =>
        new($"Expected '{parameter.Name}' with the shape {Shape(parameter.Shape.ToArray())}, found {Shape(tensor.Shape)}.");

    private static InvalidDataException OtherLength(ParameterDescription parameter, SafeTensorsHeader.Tensor tensor, int size) => new(
        $"Expected {parameter.Count * (long)size} bytes for '{parameter.Name}', found the bytes {tensor.Begin} to {tensor.End}.");

    private static string Names(SafeTensorsHeader header)
    {
        const int Shown = 12;
        IEnumerable<string> names = header.Tensors.Keys.Take(Shown).Select(name => $"'{name}'");
        int more = header.Tensors.Count - Shown;
        return header.Tensors.Count == 0 ? "no tensors" : string.Join(", ", names) + (more > 0 ? $" and {more} more" : "");
    }

    private static string Shape<T>(T[] shape) => $"[{string.Join(", ", shape)}]";
}
