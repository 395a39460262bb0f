using System.Security.Cryptography;
using System.Text;
using LstmGen.Generator;

namespace LstmGen.Conformance.Models;

/// <summary>Compiled assemblies in files beside the tests. They serve for as long as the generator, the runtime and the tests are the same builds.</summary>
internal static class CompiledImages
{
    private static readonly Lazy<string> s_folder = new(() =>
    {
        string parent = Path.Combine(AppContext.BaseDirectory, "compiled-models");
        IEnumerable<Type> builds = [typeof(LstmModelGenerator), typeof(SequenceModel), typeof(CompiledImages), typeof(object)];
        string folder = Path.Combine(parent, Hash(string.Join(' ', builds.Select(type => type.Module.ModuleVersionId)))[..16]);
        Directory.CreateDirectory(folder);
        foreach (string other in Directory.GetDirectories(parent).Where(other => other != folder))
        {
            Directory.Delete(other, recursive: true);
        }

        return folder;
    });

    /// <summary>The assembly of this source, from its file or newly made. Test programs may ask at the same time: a file is there whole or not at all.</summary>
    /// <param name="source">All that decides what <paramref name="make"/> gives, apart from the builds.</param>
    /// <param name="make">Compiles it.</param>
    public static byte[] GetOrAdd(string source, Func<byte[]> make)
    {
        string path = Path.Combine(s_folder.Value, $"{Hash(source)}.dll");
        if (File.Exists(path))
        {
            return File.ReadAllBytes(path);
        }

        byte[] image = make();
        string unfinished = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllBytes(unfinished, image);
        File.Move(unfinished, path, overwrite: true);
        return image;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
