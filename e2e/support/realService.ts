/** Worker statements that turn every series of the run into a NIfTI file with dcm2niix, and look at them with numpy. */
export const niftiWorker = `
import glob
import subprocess
import numpy
data = os.environ["DATA"]
target = os.path.join(data, "nifti")
os.makedirs(target, exist_ok=True)
subprocess.run(
    ["dcm2niix", "-d", "9", "-z", "n", "-f", "%j", "-o", target, os.path.join(data, headers["dcmpath"])], check=True
)
volumes = []
for path in sorted(glob.glob(os.path.join(target, "*.nii"))):
    head = numpy.fromfile(path, "<i2", 8, offset=40)
    voxels = numpy.fromfile(path, "<i2", offset=352)
    volumes.append({"shape": head[1:4].tolist(), "voxels": int(voxels.size), "varies": bool(voxels.std() > 0)})
return {"volumes": volumes}
`;
